namespace Fleet.Planning.Budgets;

/// <summary>The permits that may still be given back: those within the longest window.</summary>
internal sealed class PermitRecords(TimeSpan longest)
{
    private readonly Dictionary<(string Holder, long Number), GrantedPermit> _byId = [];
    private readonly SortedSet<GrantedPermit> _byOrder = new(GrantedPermit.ByOrder);

    public int Count => _byId.Count;

    public bool Contains((string Holder, long Number) id) => _byId.ContainsKey(id);

    public void Add(GrantedPermit permit)
    {
        _byId.Add(permit.Id, permit);
        _byOrder.Add(permit);
    }

    public GrantedPermit? Take((string Holder, long Number) id)
    {
        if (!_byId.Remove(id, out var permit)) return null;
        _byOrder.Remove(permit);
        return permit;
    }

    public void Forget(DateTimeOffset now)
    {
        while (_byOrder.Min is { } oldest && oldest.At + longest <= now) Take(oldest.Id);
    }
}
