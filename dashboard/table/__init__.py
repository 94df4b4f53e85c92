"""Reads and checks the data package, holds it in memory as data frames, and answers queries on it. Imports neither Streamlit nor Plotly."""
