namespace Fleet.Admiral.Options.Keys;

/// <summary>A place in the tree of all keys: a section, or a key.</summary>
internal sealed class KeyNode
{
    private readonly Dictionary<string, KeyNode> _children = new(StringComparer.OrdinalIgnoreCase);
    private KeyNode? _any;

    /// <summary>The root of the tree of <see cref="ConfigKeys.All"/>.</summary>
    public static KeyNode Root { get; } = Grow(ConfigKeys.All);

    /// <summary>The key that stands here; null for a section.</summary>
    public ConfigKey? Key { get; private init; }

    /// <summary>The names known below; empty where any name may stand.</summary>
    public IReadOnlyCollection<string> Names => _children.Keys;

    /// <summary>The place of a name below this one; null where there is none.</summary>
    public KeyNode? Find(string name) => Key switch
    {
        FreeKey => this,
        ListKey => name.Length > 0 && name.All(char.IsAsciiDigit) ? this : null,
        _ => _children.GetValueOrDefault(name) ?? _any,
    };

    private static KeyNode Grow(IReadOnlyList<ConfigKey> keys)
    {
        var root = new KeyNode();
        foreach (var key in keys) root.Add(key.Path.Split('.'), key);
        return root;
    }

    private void Add(ReadOnlySpan<string> path, ConfigKey key)
    {
        var name = path[0];
        if (path.Length == 1) _children.Add(name, new KeyNode { Key = key });
        else (name == "*" ? _any ??= new KeyNode() : Section(name)).Add(path[1..], key);
    }

    private KeyNode Section(string name)
    {
        if (!_children.TryGetValue(name, out var section)) _children.Add(name, section = new KeyNode());
        return section;
    }
}
