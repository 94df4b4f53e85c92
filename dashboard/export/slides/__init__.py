"""Pictures as PowerPoint slides: native tables and charts that can be edited."""
