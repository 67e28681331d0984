namespace Fleet.Testing.Workers;

/// <summary>The test's own place in the fleet: what it sends and asks goes the way that the messages of any worker go.</summary>
internal sealed class TesterService : BaseServiceWorker
{
    public IFleetIpc Link => Ipc;
}
