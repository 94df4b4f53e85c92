"""A Streamlit page with a title and a choice: what any app on it costs at least."""

import streamlit as st

st.title("A bare page")
st.selectbox("A choice", ["one", "two", "three"])
