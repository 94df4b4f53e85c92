"""CSV -> table, and the questions one may ask of it. Knows neither Streamlit nor Plotly."""
