"""Files for QGIS: styles, a project with a print layout, layers for other projects. Written without QGIS."""
