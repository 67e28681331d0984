using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Fleet.Admiral.Telemetry;

/// <summary>One line per record for people: time, level, message.</summary>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "fleet";
    private const string Indent = "    ";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(time.GetLocalNow().ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture));
        textWriter.Write(Short(logEntry.LogLevel));
        textWriter.Write(' ');
        WriteText(textWriter, message, firstIndent: "");
        if (logEntry.Exception is { } exception) WriteText(textWriter, exception.ToString(), Indent);
    }

    // Only a record's first line begins at the left, and nothing in it can move the cursor: the texts are of bots, viewers and processes.
    private static void WriteText(TextWriter writer, string text, string firstIndent)
    {
        var indent = firstIndent;
        foreach (var line in text.AsSpan().TrimEnd().EnumerateLines())
        {
            writer.Write(indent);
            writer.WriteLine(LogText.OneLine(line.ToString()));
            indent = Indent;
        }
    }

    private static string Short(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRC",
        LogLevel.Debug => "DBG",
        LogLevel.Information => "INF",
        LogLevel.Warning => "WRN",
        LogLevel.Error => "ERR",
        LogLevel.Critical => "CRT",
        LogLevel.None => "   ",
    };
}
