using System.Text;

namespace TwitchSimulator.Engine;

/// <summary>Which connections are in which channels. Safe for use by several threads.</summary>
internal sealed class Rooms
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<ClientConnection>> _members;
    private readonly HashSet<ClientConnection> _connections = [];
    private readonly List<string> _visited = [];
    private IReadOnlyList<string> _visitedNow = [];

    public Rooms(IEnumerable<string> channels) =>
        _members = channels.ToDictionary(channel => channel, _ => new HashSet<ClientConnection>(), StringComparer.Ordinal);

    /// <summary>Channels that a connection has joined at any time: there the viewers talk.</summary>
    public IReadOnlyList<string> Visited
    {
        get
        {
            lock (_gate) return _visitedNow;
        }
    }

    /// <summary>All connections.</summary>
    public IReadOnlyList<ClientConnection> Connections
    {
        get
        {
            lock (_gate) return [.. _connections];
        }
    }

    /// <summary>How many channels have a connection in them.</summary>
    public int JoinedRooms
    {
        get
        {
            lock (_gate) return _members.Values.Count(members => members.Count > 0);
        }
    }

    public void Add(ClientConnection connection)
    {
        lock (_gate) _connections.Add(connection);
    }

    /// <summary>Takes a connection out of everything.</summary>
    public void Remove(ClientConnection connection)
    {
        lock (_gate)
        {
            _connections.Remove(connection);
            foreach (var members in _members.Values) members.Remove(connection);
        }
    }

    /// <summary>Whether a channel exists.</summary>
    public bool Exists(string channel) => _members.ContainsKey(channel);

    public void Join(string channel, ClientConnection connection)
    {
        lock (_gate)
        {
            _members[channel].Add(connection);
            if (_visited.Contains(channel)) return;
            _visited.Add(channel);
            _visitedNow = [.. _visited];
        }
    }

    public bool Leave(string channel, ClientConnection connection)
    {
        lock (_gate) return _members.TryGetValue(channel, out var members) && members.Remove(connection);
    }

    /// <summary>Sends a line to everybody in a channel but its author.</summary>
    /// <returns>How many it was sent to.</returns>
    public int Post(string channel, string line, ClientConnection? author)
    {
        lock (_gate)
        {
            var members = _members[channel];
            if (members.Count == 0) return 0;
            var tagged = Encoding.UTF8.GetBytes(line + "\r\n");
            var plain = tagged.AsSpan(tagged.AsSpan().IndexOf((byte)' ') + 1).ToArray();
            var count = 0;
            foreach (var member in members.Where(member => member != author))
                if (member.Send(member.WantsTags ? tagged : plain)) count++;
            return count;
        }
    }
}
