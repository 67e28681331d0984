namespace Fleet.Admiral.Options.Keys;

/// <summary>One key of <c>fleet.json</c>, as validation and docs/options.md describe it.</summary>
/// <param name="Path">Where it stands: <c>start.timeout</c>; a star stands for any name: <c>services.*.path</c>.</param>
/// <param name="Default">Its value where nothing is said, as one would write it; or words in italics.</param>
/// <param name="Allowed">Its values in words, to follow "must be".</param>
/// <param name="Meaning">What it does, in one sentence.</param>
internal abstract record ConfigKey(string Path, string Default, string Allowed, string Meaning);

/// <summary>Reads a value as somebody wrote it.</summary>
/// <returns>False where the text is not an allowed value.</returns>
internal delegate bool TryRead<T>(string text, out T value);

/// <summary>A key with one value.</summary>
internal sealed record ValueKey<T>(string Path, string Default, string Allowed, string Meaning, TryRead<T> TryRead)
    : ConfigKey(Path, Default, Allowed, Meaning);

/// <summary>A key with a list of texts.</summary>
internal sealed record ListKey(string Path, string Default, string Allowed, string Meaning, TryRead<string> TryRead)
    : ConfigKey(Path, Default, Allowed, Meaning)
{
    /// <summary>Whether one text or number may stand in place of a list of it, and numbers in the list.</summary>
    public bool MayBeOne { get; init; }
}

/// <summary>A key under which anything may stand: it is the bot's own.</summary>
internal sealed record FreeKey(string Path, string Default, string Allowed, string Meaning)
    : ConfigKey(Path, Default, Allowed, Meaning);
