namespace Fleet.Worker.Loading.Faults;

/// <summary>The words of exceptions that other people wrote: any of their members may throw, and a message may be a book.</summary>
internal static class ExceptionText
{
    private const int LongestMessage = 500;
    private const int LongestStack = 32_000;

    private static readonly string[] Platform = ["System.", "Microsoft.", "Interop.", "Fleet.Base", "Fleet.Worker."];

    /// <summary>Type and message as one sentence, with the causes inside it.</summary>
    public static string Sentence(Exception exception)
    {
        var text = $"{exception.GetType().Name}: {Message(exception)}";
        if (exception.InnerException is { } inner) text += $" — because of {inner.GetType().Name}: {Message(inner)}";
        return Stopped(text);
    }

    /// <summary>The text as a sentence, with a full stop.</summary>
    public static string Stopped(string text) => text.EndsWith('.') || text.EndsWith('…') ? text : text + ".";

    /// <summary>The message, on one line.</summary>
    public static string Message(Exception exception) => Cut(Ask(() => exception.Message).ReplaceLineEndings(" ").Trim(), LongestMessage);

    /// <summary>Everything that the exception says of itself.</summary>
    public static string Stack(Exception exception) => Cut(Ask(exception.ToString), LongestStack);

    /// <summary>The place it was thrown at: the innermost line of the stack that is not the platform's; null where there is none.</summary>
    public static string? Place(Exception exception)
    {
        var lines = Ask(() => exception.StackTrace ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var own = lines.FirstOrDefault(line => line.StartsWith("at ", StringComparison.Ordinal) && !Platform.Any(name => line.StartsWith("at " + name, StringComparison.Ordinal)));
        return own?[3..];
    }

    private static string Ask(Func<string?> member)
    {
        try
        {
            return member() ?? "";
        }
        catch (Exception unspeakable)
        {
            return $"(it cannot say: its own text threw {unspeakable.GetType().Name})";
        }
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest] + "…";
}
