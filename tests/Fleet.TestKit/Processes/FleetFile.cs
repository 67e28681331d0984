using System.Text.Json.Nodes;

namespace Fleet.TestKit.Processes;

/// <summary>
/// A <c>fleet.json</c> in a fresh folder of its own, with its own runtime directory. The folder's path is short, since sockets lie below it and the system
/// takes 107 bytes for a socket's path.
/// </summary>
public sealed class FleetFile : IDisposable
{
    private readonly JsonObject _root;

    public FleetFile(string name = "t")
    {
        Folder = Directory.CreateTempSubdirectory("fe-").FullName;
        _root = new JsonObject
        {
            ["name"] = name,
            ["host"] = "here",
            ["runtime"] = new JsonObject { ["directory"] = RuntimeDirectory },
            ["clusters"] = new JsonObject { ["count"] = 0 },
        };
        Name = name;
    }

    /// <summary>The program that runs the fleet; the built one unless a test puts another in its place.</summary>
    public string Program { get; set; } = FleetProgram.Executable;

    /// <summary>The fleet's name.</summary>
    public string Name { get; }

    /// <summary>The folder; what a test compiles may lie in it too.</summary>
    public string Folder { get; }

    /// <summary>The runtime directory.</summary>
    public string RuntimeDirectory => System.IO.Path.Combine(Folder, "r");

    /// <summary>The folder of the running fleet.</summary>
    public string RunDirectory => System.IO.Path.Combine(RuntimeDirectory, Name);

    /// <summary>The file itself.</summary>
    public string Path => System.IO.Path.Combine(Folder, "fleet.json");

    /// <summary>A path in the folder.</summary>
    public string this[params string[] parts] => System.IO.Path.Combine([Folder, .. parts]);

    /// <summary>Sets the clusters' code and their number.</summary>
    public FleetFile Clusters(int count, string path, object? settings = null, string? @class = null)
    {
        _root["bot"] = Code(path, settings, @class);
        return Set("clusters.count", count);
    }

    /// <summary>Adds a service.</summary>
    public FleetFile Service(string name, string path, object? settings = null, string? @class = null, bool pinned = false)
    {
        // A fleet needs a bot; without clusters nobody runs it.
        _root["bot"] ??= Code(path, null, null);
        var code = Code(path, settings, @class);
        if (pinned) code["pinned"] = true;
        return Set($"services.{name}", code);
    }

    /// <summary>Sets a key such as <c>start.timeout</c>.</summary>
    public FleetFile Set(string key, JsonNode value)
    {
        var parts = key.Split('.');
        var place = _root;
        foreach (var part in parts[..^1]) place = (JsonObject)(place[part] ??= new JsonObject());
        place[parts[^1]] = value;
        return this;
    }

    /// <summary>Writes the file.</summary>
    public string Write()
    {
        File.WriteAllText(Path, _root.ToJsonString());
        return Path;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // A process that was just killed may still have written into it.
        }
    }

    private static JsonObject Code(string path, object? settings, string? @class)
    {
        var code = new JsonObject { ["path"] = path };
        if (@class is not null) code["class"] = @class;
        if (settings is not null) code["settings"] = System.Text.Json.JsonSerializer.SerializeToNode(settings);
        return code;
    }
}
