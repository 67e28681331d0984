using System.Globalization;
using Fleet.Admiral.Control;
using Fleet.Admiral.Options;
using Fleet.Admiral.Routing;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Orders;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Orders;

/// <summary>Takes the orders of workers, has them carried out as an operator's, and tells their ends to who asks.</summary>
internal sealed partial class OrderDesk(IFleetControl control, CallerList allowed, TimeProvider time, ILogger<OrderDesk> log)
{
    // Who wants to know an end asks at once; a worker that was replaced meanwhile asks no more.
    private const int MostKept = 100;
    private static readonly TimeSpan LongestQuestion = TimeSpan.FromSeconds(20);

    // What a worker does in a loop must not fill the log.
    private readonly LogPace _refused = new(perSecond: 10, time);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task<OperationEnd>> _ends = new(StringComparer.Ordinal);
    private readonly Queue<string> _kept = new();

    /// <summary>Adds the commands of workers.</summary>
    public void AddTo(AdmiralCommands commands)
    {
        commands.Add<OrderCommand, OperationReport>(AdmiralCommandNames.Order, (order, request) => AnswerAsync(order, request.From));
        commands.Add<OperationQuestion, OperationReport>(AdmiralCommandNames.Operation, (question, _) => ReportAsync(question.Id));
    }

    /// <summary>Begins to carry an order out.</summary>
    /// <returns>The operation, which has begun or was refused, and its end.</returns>
    /// <exception cref="CommandException">The order cannot be understood.</exception>
    public async Task<(string Id, Task<OperationEnd> End)> BeginAsync(OrderCommand order)
    {
        var steps = Steps(order);
        var begun = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Not on the reader's thread, where this is.
        var end = Task.Run(() => CarryOutAsync(steps, begun));
        return (await begun.Task, end);
    }

    private async Task<OperationReport> AnswerAsync(OrderCommand order, WorkerName from)
    {
        Admit(order, from);
        var (id, end) = await BeginAsync(order);
        lock (_lock)
        {
            _ends[id] = end;
            _kept.Enqueue(id);
            if (_kept.Count > MostKept) _ends.Remove(_kept.Dequeue());
        }

        return new OperationReport(id, end.IsCompletedSuccessfully ? await end : null);
    }

    private async Task<OperationReport> ReportAsync(string id)
    {
        Task<OperationEnd>? end;
        lock (_lock) _ends.TryGetValue(id, out end);
        if (end is null) throw new CommandException(CommandError.Refused, $"No operation {id} was ordered by a worker, or it ended long ago.");
        try
        {
            return new OperationReport(id, await end.WaitAsync(LongestQuestion, time));
        }
        catch (TimeoutException)
        {
            return new OperationReport(id, null);
        }
    }

    private IAsyncEnumerable<OperationProgress> Steps(OrderCommand order)
    {
        // The whole fleet is stopped only by the order for that.
        if (order.Kind is OrderKind.Restart or OrderKind.Stop or OrderKind.Start or OrderKind.RemoveService && order.Names is not [_, ..])
            throw new CommandException(CommandError.BadCommand, $"The order to {order.Kind} names no slot.");
        return order.Kind switch
        {
            OrderKind.Restart => control.RestartAsync(new RestartRequest(order.Names, order.Hard), CancellationToken.None),
            OrderKind.Stop => control.StopAsync(new StopRequest(order.Names, order.Hard), CancellationToken.None),
            OrderKind.Start => control.StartAsync(new StartRequest(order.Names), CancellationToken.None),
            OrderKind.Reshard => control.ReshardAsync(new ReshardRequest(order.Clusters, order.Shards, AutoShards: order.AutoShards), CancellationToken.None),
            OrderKind.AddService when order.Service is { } service => control.AddServiceAsync(new AddServiceRequest(service.Name, service.Path, service.Class, service.Settings), CancellationToken.None),
            OrderKind.RemoveService => control.RemoveServiceAsync(new RemoveServiceRequest(order.Names[0]), CancellationToken.None),
            OrderKind.Shutdown => control.StopAsync(new StopRequest([], order.Hard), CancellationToken.None),
            _ => throw new CommandException(CommandError.BadCommand, $"There is no order {(int)order.Kind}, or it lacks what it needs."),
        };
    }

    private void Admit(OrderCommand order, WorkerName from)
    {
        if (allowed.Allows(from.Slot))
        {
            LogOrder(log, from.ToString(), Describe(order));
            return;
        }

        if (_refused.TryTake()) LogRefused(log, from.ToString(), Describe(order), allowed.ToString());
        throw new CommandException(CommandError.Refused, $"FLEET4601 {from} may give no orders: orders.allow is {allowed}.");
    }

    private static string Describe(OrderCommand order) => order.Kind switch
    {
        OrderKind.Restart => $"restart {(order.Hard ? "hard " : "")}{string.Join(' ', order.Names)}",
        OrderKind.Stop => $"stop {(order.Hard ? "hard " : "")}{string.Join(' ', order.Names)}",
        OrderKind.Start => $"start {string.Join(' ', order.Names)}",
        OrderKind.Reshard => $"reshard to {order.Clusters?.ToString(CultureInfo.InvariantCulture) ?? "as many"} clusters and {(order.AutoShards ? "auto" : order.Shards?.ToString(CultureInfo.InvariantCulture) ?? "as many")} shards",
        OrderKind.AddService => $"add service {order.Service?.Name}",
        OrderKind.RemoveService => $"remove service {string.Join(' ', order.Names)}",
        OrderKind.Shutdown => "shut down",
        _ => $"order {(int)order.Kind}",
    };

    private static async Task<OperationEnd> CarryOutAsync(IAsyncEnumerable<OperationProgress> steps, TaskCompletionSource<string> begun)
    {
        try
        {
            await foreach (var step in steps)
            {
                // While its code is prepared nothing is begun: a project that does not build is told as an answer to the order itself.
                if (step.Final || step.State != "preparing") begun.TrySetResult(step.Operation);
                if (step.Result is { } result) return new OperationEnd(Read(result.Outcome), result.Message);
            }

            begun.TrySetException(new CommandException(CommandError.Faulted, "The operation ended without a word."));
            return new OperationEnd(OrderOutcome.Failed, "The operation ended without a word.");
        }
        catch (Exception e)
        {
            begun.TrySetException(e);
            return new OperationEnd(OrderOutcome.Failed, $"The Admiral met an error of its own: {e.Message}");
        }
    }

    private static OrderOutcome Read(OperationOutcome outcome) => outcome switch
    {
        OperationOutcome.Succeeded => OrderOutcome.Succeeded,
        OperationOutcome.Failed => OrderOutcome.Failed,
        OperationOutcome.Refused => OrderOutcome.Refused,
        OperationOutcome.Aborted => OrderOutcome.Aborted,
    };

    [LoggerMessage(1651, LogLevel.Information, "{Worker} gave an order: {Order}")]
    private static partial void LogOrder(ILogger logger, string worker, string order);

    [LoggerMessage(1652, LogLevel.Warning, "FLEET4601 {Worker} gave an order that it may not give: {Order} (orders.allow is {Allowed})")]
    private static partial void LogRefused(ILogger logger, string worker, string order, string allowed);
}
