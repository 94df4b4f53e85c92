"""The server around Streamlit: options, startup, allow-list of addresses, response headers, static files in memory."""
