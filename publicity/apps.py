from django.apps import AppConfig


class PublicityConfig(AppConfig):
    name = "publicity"
    verbose_name = "公示"

    def ready(self) -> None:
        from inspections import preview
        from publicity import display_receivers, objection_papers, papers, receivers  # noqa: F401 - they sign themselves up
        from publicity.preview import PublicSide
        from publicity.public_site.letter_words import LetterKind
        from publicity.sent_in_files import scans, sent
        from publicity.services import letters, ratings
        from yangcheng_inspect.trail import files

        preview.register(PublicSide())
        files.register(scans)
        files.register(sent)
        letters.hand_to(LetterKind.RATING, letters.Taker(ratings.take_in, ratings.known_numbers))
