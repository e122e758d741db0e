"""The parts of a draft revision in the office: papers asked, channels and fee lines, versions of form and process."""
