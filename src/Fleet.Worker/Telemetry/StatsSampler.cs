using System.Buffers;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Fleet.Worker.Messaging;
using Microsoft.Extensions.Logging;

namespace Fleet.Worker.Telemetry;

/// <summary>Answers the Admiral's question for stats.</summary>
internal sealed partial class StatsSampler(BaseWorker worker, WorkerContext context, IAdmiralLink link, IPayloadSerializer serializer, TimeProvider time, ILogger log)
{
    private readonly long _startedAt = time.GetTimestamp();
    private long _dropped;

    /// <summary>Counts messages that were dropped for this worker.</summary>
    public void CountDropped(long count) => Interlocked.Add(ref _dropped, count);

    /// <summary>Takes a sample and sends it.</summary>
    public void Answer(long collection)
    {
        var payload = new ArrayBufferWriter<byte>(512);
        serializer.Serialize(Sample(), payload);
        var answer = new StatsAnswer(collection, payload.WrittenSpan);
        Span<byte> header = stackalloc byte[16];
        var length = answer.Write(header);
        if (link.TrySend(header[..length], answer.Stats) == SendStatus.TooLarge) LogTooLarge(log, payload.WrittenCount);
        link.Flush();
    }

    private WorkerStats Sample()
    {
        var report = new StatsReport();
        try
        {
            worker.RunReportStats(report);
        }
        catch (Exception e)
        {
            LogReportFailed(log, e);
        }

        return new WorkerStats
        {
            Slot = context.Identity.Slot.ToString(),
            Worker = context.Identity.Name.ToString(),
            MemoryBytes = Environment.WorkingSet,
            HeapBytes = GC.GetTotalMemory(forceFullCollection: false),
            UptimeSeconds = time.GetElapsedTime(_startedAt).TotalSeconds,
            CpuSeconds = Environment.CpuUsage.TotalTime.TotalSeconds,
            QueuedWork = ThreadPool.PendingWorkItemCount,
            DispatchMilliseconds = link.DispatchDelay.TotalMilliseconds,
            Dropped = Interlocked.Read(ref _dropped),
            Shards = context.Assignment.Shards,
            Values = report.Values,
        };
    }

    [LoggerMessage(2201, LogLevel.Error, "ReportStats failed; the report goes out without the worker's own figures.")]
    private static partial void LogReportFailed(ILogger logger, Exception exception);

    [LoggerMessage(2202, LogLevel.Error, "The report of stats has {Length} bytes and does not fit into one frame; it was not sent.")]
    private static partial void LogTooLarge(ILogger logger, int length);
}
