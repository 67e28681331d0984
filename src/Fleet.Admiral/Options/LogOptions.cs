using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Options;

/// <summary>What is logged.</summary>
public sealed record LogOptions
{
    /// <summary>The lowest level that is written. Default: information.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>Where any are given, only categories that begin with one of them are written. Default: none.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Categories that begin with one of these are not written. Default: none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>How the log is written. Default: lines for people.</summary>
    public LogFormat Format { get; init; } = LogFormat.Text;

    /// <summary>Whether a record is written. Warnings and errors always are: no filter hides what is wrong.</summary>
    /// <param name="category">The record's category, as the type that wrote it is called.</param>
    /// <param name="level">Its level.</param>
    public bool Allows(string category, LogLevel level)
    {
        if (level < Level) return false;
        if (level >= LogLevel.Warning) return true;
        return (Include.Count == 0 || Begins(Include, category)) && !Begins(Exclude, category);
    }

    // A whole name or whole parts of it: "PingBot" is not the beginning of "PingBotExtras".
    private static bool Begins(IReadOnlyList<string> beginnings, string category)
    {
        foreach (var beginning in beginnings)
            if (category.StartsWith(beginning, StringComparison.OrdinalIgnoreCase) && (category.Length == beginning.Length || category[beginning.Length] == '.')) return true;
        return false;
    }
}
