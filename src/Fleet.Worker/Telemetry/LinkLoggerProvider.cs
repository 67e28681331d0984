using System.Buffers;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.Worker.Messaging;
using Microsoft.Extensions.Logging;

namespace Fleet.Worker.Telemetry;

/// <summary>Sends the worker's log to the Admiral: best effort, never in the way of the bot, with a count of what was dropped.</summary>
internal sealed class LinkLoggerProvider(TimeProvider time) : ILoggerProvider
{
    // A bot that logs in a loop must not fill the link that its messages need.
    private const int BytesPerSecond = 1024 * 1024;

    private readonly Lock _lock = new();
    private IAdmiralLink? _link;
    private long _window;
    private int _usedInWindow;
    private long _dropped;

    public LogLevel LeastLevel { get; set; } = LogLevel.Information;

    /// <summary>Records before this go nowhere: there is no link yet.</summary>
    public void Attach(IAdmiralLink link) => _link = link;

    public ILogger CreateLogger(string categoryName) => new LinkLogger(this, categoryName);

    public void Dispose()
    {
    }

    private void Write(LogLevel level, string category, string message, Exception? exception)
    {
        if (_link is not { } link) return;
        var text = exception?.ToString();
        var size = Written(category) + Written(message) + Written(text) + 32;
        lock (_lock)
        {
            var second = (long)time.GetElapsedTime(0).TotalSeconds;
            if (second != _window) (_window, _usedInWindow) = (second, 0);
            if (_usedInWindow + size > BytesPerSecond)
            {
                _dropped++;
                return;
            }

            _usedInWindow += size;
            var line = new LogLine((int)level, _dropped, category, message, text);
            var payload = new ArrayBufferWriter<byte>(size + 64);
            line.WritePayload(payload);
            Span<byte> header = stackalloc byte[32];
            var length = line.WriteHeader(header);
            if (link.TrySend(header[..length], payload.WrittenSpan) is SendStatus.Queued or SendStatus.Stalled) _dropped = 0;
            else _dropped++;
        }

        link.Flush();
    }

    private static int Written(string? text) => Math.Min(text?.Length ?? 0, LogLine.LongestText);

    private sealed class LinkLogger(LinkLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= provider.LeastLevel && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) provider.Write(logLevel, category, formatter(state, exception), exception);
        }
    }
}
