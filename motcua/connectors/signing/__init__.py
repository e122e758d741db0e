"""The signing authority: remote keys by the Cloud Signature Consortium API, PAdES B-LT made here."""
