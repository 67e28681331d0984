using Fleet.Admiral.Orders;
using Fleet.Protocol.Orders;

namespace Fleet.Admiral.Embedding;

/// <summary>The host program's orders: what a worker's become, without the way there.</summary>
internal sealed class HostOrders(Func<OrderDesk> desk) : OrdersByCommand
{
    protected override async Task<FleetOperation> BeginAsync(OrderCommand order, CancellationToken cancellationToken)
    {
        var (id, end) = await desk().BeginAsync(order).WaitAsync(cancellationToken);
        return new FleetOperation(id, token => end.WaitAsync(token));
    }
}
