"""Files into rows: reading, matching columns, checking cells, comparing with what is known.

Pure Python without Django. Values in, values out; every refusal is a sentence in Chinese.
"""
