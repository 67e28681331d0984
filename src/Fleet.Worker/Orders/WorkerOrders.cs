using Fleet.Protocol.Messages;
using Fleet.Protocol.Orders;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Orders;

/// <summary>The bot's orders to the fleet: each is a command to the Admiral, and its end is asked for again and again.</summary>
internal sealed class WorkerOrders(OutgoingCalls calls) : OrdersByCommand
{
    // The Admiral may have to build a project before it can say that it has begun.
    private static readonly TimeSpan BeginLimit = TimeSpan.FromMinutes(5);

    // It answers after 20 s although nothing has happened.
    private static readonly TimeSpan QuestionLimit = TimeSpan.FromSeconds(40);

    protected override async Task<FleetOperation> BeginAsync(OrderCommand order, CancellationToken cancellationToken)
    {
        var begun = await calls.CallAsync<OperationReport>(Target.Admiral, order, AdmiralCommandNames.Order, BeginLimit, cancellationToken);
        return new FleetOperation(begun.Id, token => begun.End is { } end ? Task.FromResult(end) : WaitAsync(begun.Id, token));
    }

    private async Task<OperationEnd> WaitAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var report = await calls.CallAsync<OperationReport>(Target.Admiral, new OperationQuestion(id), AdmiralCommandNames.Operation, QuestionLimit, cancellationToken);
            if (report.End is { } end) return end;
        }
    }
}
