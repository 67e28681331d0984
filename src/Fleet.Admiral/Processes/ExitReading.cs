using System.Globalization;

namespace Fleet.Admiral.Processes;

/// <summary>Says in words how a process ended. A code alone cannot: the runtime's host uses some numbers that also mean signals.</summary>
internal static class ExitReading
{
    private static readonly Dictionary<int, string> Signals = new()
    {
        [129] = "SIGHUP",
        [130] = "SIGINT",
        [131] = "SIGQUIT",
        [132] = "SIGILL",
        [134] = "SIGABRT",
        [135] = "SIGBUS",
        [136] = "SIGFPE",
        [137] = "SIGKILL",
        [139] = "SIGSEGV",
        [143] = "SIGTERM",
    };

    /// <summary>One or two sentences on the end.</summary>
    /// <param name="exitCode">The exit code as .NET gives it: 128 and the signal's number for a signal.</param>
    /// <param name="joined">Whether the process had come as far as the handshake; before it the runtime itself may have failed.</param>
    /// <param name="lastErrorLines">The end of its standard error.</param>
    public static string Describe(int exitCode, bool joined, IReadOnlyList<string> lastErrorLines)
    {
        var code = exitCode.ToString(CultureInfo.InvariantCulture);
        var how = !joined && exitCode is 129 or 131 or 137 or 139 or 147 or 150 or 154 && lastErrorLines.Count > 0
            ? $"the .NET runtime did not start (exit {code})"
            : Signals.TryGetValue(exitCode, out var signal)
                ? $"ended by {signal} (exit {code})"
                : $"exited with code {code} without saying goodbye";
        return Cause(lastErrorLines) is { } cause ? $"{how}: {cause}" : how;
    }

    private static string? Cause(IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.StartsWith("Unhandled exception.", StringComparison.Ordinal)) return line["Unhandled exception.".Length..].Trim();
            if (line.StartsWith("Stack overflow.", StringComparison.Ordinal)) return "stack overflow" + FirstFrame(lines);
            if (line.StartsWith("Out of memory.", StringComparison.Ordinal)) return "out of memory";
            if (line.StartsWith("Process terminated.", StringComparison.Ordinal) || line.StartsWith("Fatal error.", StringComparison.Ordinal)) return WithReason(line, lines.ElementAtOrDefault(i + 1));
        }

        return lines.Count == 0 ? null : lines.LastOrDefault(l => l.Trim().Length > 0)?.Trim();
    }

    // The runtime writes the reason into the line below; where none was given, the stack begins there.
    private static string WithReason(string line, string? below) =>
        string.IsNullOrWhiteSpace(below) || below.TrimStart().StartsWith("at ", StringComparison.Ordinal) ? line : $"{line.Trim()} {below.Trim()}";

    private static string FirstFrame(IReadOnlyList<string> lines)
    {
        var frame = lines.FirstOrDefault(l => l.TrimStart().StartsWith("at ", StringComparison.Ordinal));
        return frame is null ? "" : $" ({frame.Trim()})";
    }
}
