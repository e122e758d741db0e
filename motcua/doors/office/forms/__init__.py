"""The office's pages of declared forms: list and versions, the editor, the preview, use in drafts."""
