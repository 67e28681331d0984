using System.Threading.Channels;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Fleet.Worker.Loading;
using Fleet.Worker.Messaging;
using Microsoft.Extensions.Logging;

namespace Fleet.Worker.Running;

/// <summary>
/// Leads a worker through its life as the Admiral orders: standby, active, standby again, stopped. One order at a time, each with a deadline;
/// the Admiral kills a worker that overruns it.
/// </summary>
internal sealed partial class WorkerLife(
    BaseWorker worker,
    IReadOnlyList<IWorkerComponent> components,
    LoadedPlugin plugin,
    IAdmiralLink link,
    IPayloadSerializer serializer,
    HandlersInHand inHand,
    TimeSpan drainPatience,
    TimeProvider time,
    ILogger log)
{
    // The Admiral waits for the answer to one order before it gives the next; only a stop may come on top.
    private readonly Channel<LifeOrder> _orders = Channel.CreateBounded<LifeOrder>(16);

    private bool _active;

    /// <summary>Takes an order; it is carried out after those before it.</summary>
    public void Give(LifeOrder order)
    {
        if (!_orders.Writer.TryWrite(order)) LogTooManyOrders(log, order.GetType().Name);
    }

    /// <summary>Carries orders out until the one to stop is done.</summary>
    public async Task<StopReason> RunAsync()
    {
        await foreach (var order in _orders.Reader.ReadAllAsync())
        {
            using var deadline = new CancellationTokenSource(order.Deadline, time);
            switch (order)
            {
                case LifeOrder.Activate activate:
                    await ActivateAsync(activate, deadline.Token);
                    break;
                case LifeOrder.Deactivate deactivate:
                    await DeactivateAsync(deactivate, deadline.Token);
                    break;
                case LifeOrder.Stop stop:
                    await StopAsync(stop, deadline.Token);
                    return stop.Reason;
            }
        }

        return StopReason.Shutdown;
    }

    private async Task ActivateAsync(LifeOrder.Activate order, CancellationToken deadline)
    {
        try
        {
            var states = HandoverStateCodec.Read(order.State, serializer);
            using (plugin.EnterContext()) await worker.RunActivateAsync(states.GetValueOrDefault(HandoverStateCodec.WorkerPart), deadline);
            foreach (var component in components) await component.ActivateAsync(states.GetValueOrDefault(component.Name), deadline);
        }
        catch (Exception e)
        {
            var fault = plugin.FromActivateException(e);
            Send(FaultMessages.Of(FaultStage.Activate, fault));
            return;
        }

        _active = true;
        SendBare(MessageKind.Activated);
    }

    private async Task DeactivateAsync(LifeOrder.Deactivate order, CancellationToken deadline)
    {
        var states = await LeaveAsync(order.Deadline, deadline);
        byte[] bytes;
        try
        {
            bytes = HandoverStateCodec.Write(states, serializer);
        }
        catch (FleetException e)
        {
            LogStateUnsendable(log, e.Message);
            bytes = [];
        }

        if (SendDrained(bytes) == SendStatus.TooLarge)
        {
            LogStateUnsendable(log, $"its {bytes.Length} bytes do not fit into one frame (ipc.maxMessage)");
            SendDrained([]);
        }
    }

    // What lets work in is closed first, so that the worker's own state is taken when nothing changes it any more.
    private async Task<List<(string Part, HandoverState State)>> LeaveAsync(TimeSpan limit, CancellationToken deadline)
    {
        _active = false;
        var states = new List<(string, HandoverState)>();
        foreach (var component in components.Reverse())
        {
            try
            {
                if (await component.DeactivateAsync(deadline) is { } state) states.Add((component.Name, state));
            }
            catch (Exception e)
            {
                LogHookFailed(log, e, $"{component.Name}.DeactivateAsync");
            }
        }

        // A handler may itself wait for a message that is held until this worker is drained, so patience is short of the deadline.
        if (!await inHand.WaitIdleAsync(drainPatience < limit ? drainPatience : limit, time)) LogStillInHand(log, inHand.Count);
        try
        {
            using (plugin.EnterContext())
                if (await worker.RunDeactivateAsync(deadline) is { } state) states.Add((HandoverStateCodec.WorkerPart, state));
        }
        catch (Exception e)
        {
            LogHookFailed(log, e, "DeactivateAsync");
        }

        return states;
    }

    private async Task StopAsync(LifeOrder.Stop order, CancellationToken deadline)
    {
        if (_active) _ = await LeaveAsync(order.Deadline, deadline);
        _ = await inHand.WaitIdleAsync(order.Deadline / 2, time);
        try
        {
            using (plugin.EnterContext()) await worker.RunStopAsync(order.Reason, deadline);
        }
        catch (Exception e)
        {
            LogHookFailed(log, e, "StopAsync");
        }

        foreach (var component in components.Reverse())
        {
            try
            {
                await component.StopAsync(order.Reason, deadline);
            }
            catch (Exception e)
            {
                LogHookFailed(log, e, $"{component.Name}.StopAsync");
            }
        }
    }

    private SendStatus SendDrained(byte[] state)
    {
        var drained = new Drained(inHand.Count, state);
        Span<byte> header = stackalloc byte[16];
        var length = drained.Write(header);
        var status = link.TrySend(header[..length], drained.State, SendLane.Control);
        link.Flush();
        return status;
    }

    private void SendBare(MessageKind kind)
    {
        Span<byte> header = stackalloc byte[8];
        var length = MessageHeader.WriteBare(kind, header);
        _ = link.TrySend(header[..length], default, SendLane.Control);
        link.Flush();
    }

    private void Send(Fault fault) => FaultMessages.Send(link, fault);

    [LoggerMessage(2101, LogLevel.Error, "{Hook} failed.")]
    private static partial void LogHookFailed(ILogger logger, Exception exception, string hook);

    [LoggerMessage(2102, LogLevel.Warning, "{Count} handlers are still in hand; they finish here while the successor takes over.")]
    private static partial void LogStillInHand(ILogger logger, int count);

    [LoggerMessage(2103, LogLevel.Error, "The handover state cannot be sent, so the successor starts without one: {Why}")]
    private static partial void LogStateUnsendable(ILogger logger, string why);

    [LoggerMessage(2104, LogLevel.Error, "The Admiral gave more orders than a life has; {Order} was left out.")]
    private static partial void LogTooManyOrders(ILogger logger, string order);
}
