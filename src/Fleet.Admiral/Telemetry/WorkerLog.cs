using Fleet.Admiral.Options;
using Fleet.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Telemetry;

/// <summary>What workers log and print, in the Admiral's log, each line with the worker's name.</summary>
internal sealed partial class WorkerLog(ILoggerFactory loggers, LogOptions options)
{
    /// <summary>The category that all of it has in the Admiral's log; a record's own category is judged here.</summary>
    public const string Category = "Fleet.Workers";

    private readonly ILogger _log = loggers.CreateLogger(Category);

    /// <summary>A line that a worker printed.</summary>
    public void Printed(WorkerName worker, string line, bool isError)
    {
        if (isError) LogError(_log, worker.ToString(), LogText.OneLine(line));
        else LogOutput(_log, worker.ToString(), LogText.OneLine(line));
    }

    /// <summary>A record of a worker's log.</summary>
    public void Logged(WorkerName worker, LogLine line)
    {
        var level = line.Level is >= (int)LogLevel.Trace and <= (int)LogLevel.Critical ? (LogLevel)line.Level : LogLevel.Information;
        var category = line.Category[(line.Category.LastIndexOf('.') + 1)..];
        // What was lost is told although the record that tells it is not written.
        if (line.DroppedBefore > 0) LogDropped(_log, worker.ToString(), line.DroppedBefore);
        if (!_log.IsEnabled(level) || !options.Allows(line.Category, level)) return;
        LogRecord(_log, level, worker.ToString(), LogText.OneLine(category), LogText.OneLine(line.Message));
        if (line.Exception is null) return;
        foreach (var part in line.Exception.Split('\n')) LogRecord(_log, level, worker.ToString(), LogText.OneLine(category), "  " + LogText.OneLine(part.TrimEnd('\r')));
    }

    [LoggerMessage(1501, LogLevel.Information, "{Worker} | {Line}")]
    private static partial void LogOutput(ILogger logger, string worker, string line);

    [LoggerMessage(1502, LogLevel.Warning, "{Worker} ! {Line}")]
    private static partial void LogError(ILogger logger, string worker, string line);

    [LoggerMessage(EventId = 1503, Message = "{Worker} {Category}: {Text}")]
    private static partial void LogRecord(ILogger logger, LogLevel level, string worker, string category, string text);

    [LoggerMessage(1504, LogLevel.Warning, "{Worker} logged too much: {Count} records before the next one were dropped.")]
    private static partial void LogDropped(ILogger logger, string worker, long count);
}
