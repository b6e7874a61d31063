# mypy: ignore-errors
# ruff: noqa: N802, PTH110, PTH118
"""Run bereikbaar from the Processing toolbox of QGIS, and add the layers with their styles.

One file, for the folder of Processing scripts; ``bereikbaar qgis install-script`` puts it there. It needs nothing but
QGIS: the computing is done by the command ``bereikbaar``, in a Python of its own.
"""

import os
import queue
import subprocess
import threading

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
    QgsProject,
    QgsVectorLayer,
)

#: The command, as a list of words; the installer writes here which one installed this file.
COMMAND = ["bereikbaar"]
#: Windows of the shipped network, as the command knows them.
WINDOWS = ["offpeak", "peak", "friday_peak", "friday", "evening", "saturday", "sunday"]
LANGUAGES = ["nl", "en"]
#: Layers that are added, the one that is drawn on top last.
LAYERS = ["zones", "tracks", "stations", "towns"]
#: What QGIS sets for its own Python and what would mislead another one.
OF_QGIS = ("PYTHONHOME", "PYTHONPATH")


class BereikbaarRun(QgsProcessingAlgorithm):
    """Compute scenarios with bereikbaar."""

    def createInstance(self):
        """Return a new algorithm, as Processing asks."""
        return BereikbaarRun()

    def name(self):
        """Return the name by which models and ``qgis_process`` know it."""
        return "bereikbaar_run"

    def displayName(self):
        """Return the name in the toolbox."""
        return "Bereikbaar: run scenarios"

    def group(self):
        """Return the group in the toolbox."""
        return "Bereikbaar"

    def groupId(self):
        """Return the group's name in code."""
        return "bereikbaar"

    def shortHelpString(self):
        """Return the text beside the form."""
        return (
            "Computes how well the train connects towns, in the base and in scenarios, and adds the maps.\n\n"
            "Scenarios: names or files with spaces between them, such as lelylijn-2020 zeeland-2030; empty = the "
            "base. `bereikbaar scenario list` lists them.\n"
            "Region: a province, COROP area, NPVR region or municipality; empty = the Netherlands.\n"
            "Folder: an earlier run in it is replaced. Open bereikbaar.qgz there for all maps and a print layout."
        )

    def initAlgorithm(self, config=None):
        """Define the form."""
        del config
        add = self.addParameter
        add(QgsProcessingParameterString("SCENARIOS", "Scenarios", defaultValue="lelylijn-2020", optional=True))
        add(QgsProcessingParameterEnum("WINDOW", "Part of the week", WINDOWS, defaultValue=0))
        add(QgsProcessingParameterString("REGION", "Region", optional=True))
        add(QgsProcessingParameterString("NETWORK", "Network", defaultValue="nl-2026"))
        add(QgsProcessingParameterEnum("LANG", "Language", LANGUAGES, defaultValue=0))
        add(QgsProcessingParameterString("OPTIONS", "Other options of `bereikbaar run`", optional=True))
        add(QgsProcessingParameterBoolean("ADD", "Add the layers to the project", defaultValue=True))
        add(QgsProcessingParameterFolderDestination("FOLDER", "Folder for the results"))

    def processAlgorithm(self, parameters, context, feedback):
        """Run the command, show what it says, add the layers."""
        folder = self.parameterAsString(parameters, "FOLDER", context)
        command = self.command(parameters, context, folder)
        feedback.pushCommandInfo(subprocess.list2cmdline(command))
        said = follow(command, feedback)
        package = os.path.join(folder, "bereikbaar.gpkg")
        if not os.path.exists(package):
            raise QgsProcessingException(said or "the command wrote no bereikbaar.gpkg")
        if self.parameterAsBoolean(parameters, "ADD", context):
            for name in LAYERS:
                add_layer(package, name, context, feedback)
        return {"FOLDER": folder, "GEOPACKAGE": package, "PROJECT": os.path.join(folder, "bereikbaar.qgz")}

    def command(self, parameters, context, folder):
        """Return the command line of the form."""

        def text(name):
            return self.parameterAsString(parameters, name, context).strip()

        words = [*COMMAND, "run", *split(text("SCENARIOS")), "-o", folder]
        words += ["--window", WINDOWS[self.parameterAsEnum(parameters, "WINDOW", context)]]
        words += ["--lang", LANGUAGES[self.parameterAsEnum(parameters, "LANG", context)]]
        words += ["--network", text("NETWORK")] if text("NETWORK") else []
        words += ["--region", text("REGION")] if text("REGION") else []
        return words + split(text("OPTIONS"))


def split(text):
    """Return the words of a text; quotes hold a name with spaces together, backslashes of a path stay."""
    words, word, quote = [], "", ""
    for sign in text:
        if quote:
            quote, word = ("", word) if sign == quote else (quote, word + sign)
        elif sign in "\"'":
            quote = sign
        elif sign.isspace():
            words, word = ([*words, word] if word else words), ""
        else:
            word += sign
    return [*words, word] if word else words


def follow(command, feedback):
    """Run a command, pass on what it says line by line, end it when the user does; return its last words.

    Raises QgsProcessingException when it cannot be started, is stopped, or fails.
    """
    environment = {k: v for k, v in os.environ.items() if k not in OF_QGIS}
    environment["PYTHONIOENCODING"] = "utf-8"
    hidden = {"creationflags": subprocess.CREATE_NO_WINDOW} if os.name == "nt" else {}
    try:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environment,
            encoding="utf-8", errors="replace", **hidden,
        )  # fmt: skip
    except OSError as error:
        raise QgsProcessingException(
            f"{command[0]} cannot be started ({error}). Install bereikbaar, then run: bereikbaar qgis install-script"
        ) from None
    lines = queue.Queue()
    threading.Thread(target=pass_on, args=(process.stdout, lines), daemon=True).start()
    last = []
    while True:
        if feedback.isCanceled():
            process.terminate()  # the command puts back what it had begun
            process.wait()
            raise QgsProcessingException("stopped; nothing was written")
        try:
            line = lines.get(timeout=0.2)
        except queue.Empty:
            continue
        if line is None:
            break
        last = [*last[-20:], line.rstrip()]
        feedback.pushInfo(line.rstrip())
    if process.wait():
        raise QgsProcessingException("\n".join(last) or f"{command[0]} ended with status {process.returncode}")
    return "\n".join(last)


def pass_on(stream, lines):
    """Put every line of a stream into a queue as it comes, and None at the end."""
    for line in stream:
        lines.put(line)
    lines.put(None)


def add_layer(package, name, context, feedback):
    """Let a layer of the GeoPackage be added when the algorithm is done; its style is in the file."""
    layer = QgsVectorLayer(f"{package}|layername={name}", name, "ogr")
    if not layer.isValid():
        feedback.pushInfo(f"no layer {name} in this run")
        return
    project = context.project() or QgsProject.instance()
    context.temporaryLayerStore().addMapLayer(layer)
    details = QgsProcessingContext.LayerDetails(name, project, name)
    context.addLayerToLoadOnCompletion(layer.id(), details)
