"""What stands between the network and Streamlit: the options, what may be asked for, what every answer says, what is kept in memory."""
