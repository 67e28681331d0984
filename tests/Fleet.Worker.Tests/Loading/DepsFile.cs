using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Fleet.Worker.Tests.Loading;

/// <summary>Writes what the SDK writes beside a plugin.</summary>
internal static class DepsFile
{
    private const string Target = ".NETCoreApp,Version=v10.0";

    /// <summary>A deps.json that names the plugin, and a native library or a DLL of a package where given.</summary>
    public static string Of(string plugin, string? native = null, string? package = null)
    {
        var libraries = new JsonObject { [$"{plugin}/1.0.0"] = Library("project") };
        var targets = new JsonObject { [$"{plugin}/1.0.0"] = new JsonObject { ["runtime"] = new JsonObject { [$"{plugin}.dll"] = new JsonObject() } } };
        if (native is not null || package is not null)
        {
            libraries["Package/1.0.0"] = Library("package");
            var assets = new JsonObject();
            if (package is not null) assets["runtime"] = new JsonObject { [$"lib/net10.0/{package}"] = new JsonObject { ["assemblyVersion"] = "1.0.0.0", ["fileVersion"] = "1.0.0.0" } };
            if (native is not null) assets["runtimeTargets"] = new JsonObject { [$"runtimes/{RuntimeInformation.RuntimeIdentifier}/native/{native}"] = new JsonObject { ["rid"] = RuntimeInformation.RuntimeIdentifier, ["assetType"] = "native" } };
            targets["Package/1.0.0"] = assets;
        }

        return new JsonObject
        {
            ["runtimeTarget"] = new JsonObject { ["name"] = Target },
            ["targets"] = new JsonObject { [Target] = targets },
            ["libraries"] = libraries,
        }.ToJsonString();
    }

    private static JsonObject Library(string type) => new() { ["type"] = type, ["serviceable"] = type == "package", ["sha512"] = "" };
}
