using Fleet.Admiral.Options;
using static Fleet.Admiral.Tests.Options.ConfigUnderTest;

namespace Fleet.Admiral.Tests.Options;

public sealed class FleetConfigFaultTests
{
    [Fact]
    public void Load_NoFile_SaysWhereItLooked()
    {
        using var folder = new TempFolder();

        var result = FleetConfigLoader.Load(new FleetConfigSources { File = folder.Path });

        result.Config.ShouldBeNull();
        result.Faults.ShouldHaveSingleItem().ToString().ShouldStartWith($"FLEET2004 there is no configuration at {folder["fleet.json"]}.");
    }

    [Fact]
    public void Load_SeveralMistakes_AreToldAllAtOnce()
    {
        var faults = Faults("""
            {
              "name": "Ping Bot",
              "clsters": { "count": 2 },
              "start": { "timeout": "ten", "order": 1 },
              "services": { "Stats": { }, "cluster-1": { }, "all": {} },
              "shards": -1
            }
            """, new() { ["FLEET__IPC__TIMOUT"] = "1s", ["FLEET__CLUSTERS__COUNT"] = "many" }, "logs.level=loud", "nonsense");

        faults.ShouldBe(
        [
            "FLEET2001 fleet.json line 3: unknown key \"clsters\". Did you mean \"clusters\"?",
            "FLEET2001 fleet.json line 4: unknown key \"start.order\". Known here: services, serviceOrder, clusters, timeout, perShard, pause.",
            "FLEET2001 environment variable FLEET__IPC__TIMOUT: unknown key \"ipc.TIMOUT\". Did you mean \"ipc.timeout\"?",
            "FLEET2003 --set \"nonsense\": must be key=value, such as clusters.count=4.",
            "FLEET2003 bot.path is missing (fleet.json): it has no default and must be a DLL, a folder or a .csproj.",
            "FLEET2003 clusters.count = \"many\" (environment variable FLEET__CLUSTERS__COUNT): must be \"auto\" or a number, 0 to 1024.",
            "FLEET2003 name = \"Ping Bot\" (fleet.json line 2): must be 1 to 40 of a-z, 0-9 and '-', not beginning with '-'.",
            "FLEET2003 shards = -1 (fleet.json line 6): must be \"auto\" or a number, 0 to 65536.",
            "FLEET2003 the name of a service = \"Stats\" (fleet.json line 5): must be 1 to 40 of a-z, 0-9, '-' and '_', beginning with a letter, and not \"cluster-<number>\".",
            "FLEET2003 the name of a service = \"all\" (fleet.json line 5): must be another: fleet restart has a meaning of its own for this word.",
            "FLEET2003 the name of a service = \"cluster-1\" (fleet.json line 5): must be 1 to 40 of a-z, 0-9, '-' and '_', beginning with a letter, and not \"cluster-<number>\".",
            "FLEET2003 start.timeout = \"ten\" (fleet.json line 4): must be a duration, 1s to 1h.",
            "FLEET2003 logs.level = \"loud\" (--set logs.level): must be trace, debug, information, warning, error, critical or none.",
        ]);
    }

    [Theory]
    [InlineData("{\n  \"name\": \"a\"\n  \"bot\": 1 }", "FLEET2002 fleet.json line 3 column 3: ")]
    [InlineData("{\n  \"näme\": x }", "FLEET2001 fleet.json line 2: ")]
    [InlineData("{ \"name\": \"ä\", y }", "FLEET2002 fleet.json line 1 column 16: ")]
    [InlineData("", "FLEET2002 fleet.json line 1 column 1: ")]
    [InlineData("[]", "FLEET2002 fleet.json line 1 column 1: The configuration must be an object: { … }.")]
    [InlineData("{ \"name\": \"\\ud800\" }", "FLEET2002 fleet.json line 1: the text has an escape that is no character.")]
    [InlineData("{} {}", "FLEET2002 fleet.json line 1 column 4: ")]
    public void Load_BadJson_TellsThePlace(string json, string start)
    {
        var fault = Faults(json)[0];

        fault.ShouldStartWith(start);
        fault.ShouldNotContain("LineNumber");
    }

    [Fact]
    public void Load_NoUtf8_IsSaid()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["fleet.json"], [(byte)'{', 0xFF, (byte)'}']);

        FleetConfigLoader.Load(new FleetConfigSources { File = folder.Path }).Faults
            .ShouldHaveSingleItem().Text.ShouldBe("fleet.json: is not UTF-8 text. Save it as UTF-8.");
    }

    [Theory]
    [InlineData("\"clusters\": 5", "clusters is a number (fleet.json line 4): must be an object.")]
    [InlineData("\"clusters\": { \"count\": [1] }", "clusters.count is a list (fleet.json line 4): must be \"auto\" or a number, 0 to 1024.")]
    [InlineData("\"clusters\": { \"count\": 1025 }", "clusters.count = 1025 (fleet.json line 4): must be \"auto\" or a number, 0 to 1024.")]
    [InlineData("\"clusters\": { \"count\": 1.5 }", "clusters.count = 1.5 (fleet.json line 4): must be \"auto\" or a number, 0 to 1024.")]
    [InlineData("\"channels\": \"a\"", "channels is a text (fleet.json line 4): must be a list of channel names, each 1 to 25 of a-z, 0-9 and '_' and named once.")]
    [InlineData("\"channels\": [\"a b\"]", "channels[0] = \"a b\" (fleet.json line 4): must be a list of channel names, each 1 to 25 of a-z, 0-9 and '_' and named once.")]
    [InlineData("\"channels\": [\"ada\",\n\"#Ada\"]", "channels[1] = \"#Ada\" (fleet.json line 5): must be a list of channel names, each 1 to 25 of a-z, 0-9 and '_' and named once.")]
    [InlineData("\"shards\": 1,\n \"Shards\": 2", "fleet.json line 5: key \"Shards\" is given twice. Remove one.")]
    [InlineData("\"ipc\": { \"maxMessage\": \"17MiB\" }", "ipc.maxMessage = \"17MiB\" (fleet.json line 4): must be a size, 4KiB to 16MiB.")]
    [InlineData("\"ipc\": { \"maxMessage\": \"16MiB\" }", "ipc.holdLimit = \"8MiB\" (fleet.json): must be at least ipc.maxMessage (16MiB).")]
    [InlineData("\"store\": { \"maxValue\": \"1MiB\" }", "store.maxValue = \"1MiB\" (fleet.json line 4): must be 2KiB less than ipc.maxMessage (1MiB) at most: a value travels in one message.")]
    [InlineData("\"store\": { \"maxKeys\": 0 }", "store.maxKeys = 0 (fleet.json line 4): must be a number, 1 to 10000000.")]
    [InlineData("\"restart\": { \"backoffMax\": \"500ms\" }", "restart.backoffMax = \"500ms\" (fleet.json line 4): must be at least restart.backoffFirst (1s).")]
    [InlineData("\"liveness\": { \"stuck\": \"4s\" }", "liveness.stuck = \"4s\" (fleet.json line 4): must be at least liveness.behind (5s).")]
    [InlineData("\"liveness\": { \"hung\": \"59s\" }", "liveness.hung = \"59s\" (fleet.json line 4): must be at least liveness.stuck (1m).")]
    [InlineData("\"liveness\": { \"silence\": \"off\" }", "liveness.silence = \"off\" (fleet.json line 4): must be a duration, 3s to 24h.")]
    [InlineData("\"memory\": { \"services\": \"1MiB\" }, \"services\": { \"a\": {}, \"b\": {} }", "memory.services = \"1MiB\" (fleet.json line 4): must be \"off\" or a size, 32MiB to 1024GiB.")]
    [InlineData("\"memory\": { \"clusters\": \"1MiB\" }", "memory.clusters = \"1MiB\" (fleet.json line 4): must be \"off\" or a size, 32MiB to 1024GiB.")]
    [InlineData("\"services\": { \"a\": { \"memoryLimit\": \"lots\" } }", "services.a.memoryLimit = \"lots\" (fleet.json line 4): must be \"off\" or a size, 32MiB to 1024GiB.")]
    [InlineData("\"dumps\": { \"directory\": \" \" }", "dumps.directory = \" \" (fleet.json line 4): must be a folder.")]
    [InlineData("\"stats\": { \"interval\": \"1ms\" }", "stats.interval = \"1ms\" (fleet.json line 4): must be \"off\" or a duration, 100ms to 1h.")]
    [InlineData("\"start\": { \"services\": \"0\" }", "start.services = 0 (fleet.json line 4): must be \"together\" or \"inOrder\".")]
    [InlineData("\"services\": { \"stats\": { \"pinned\": \"yes\" } }", "services.stats.pinned = \"yes\" (fleet.json line 4): must be true or false.")]
    [InlineData("\"services\": { \"a:b\": {} }", "fleet.json line 4: unknown key \"services.a:b\". Nothing may stand here.")]
    [InlineData("\"start\": { \"pause\": \"5s\" }", "start.pause = \"5s\" (fleet.json line 4): must be 0, or given together with start.clusters = \"inOrder\": clusters that start together have nothing between them.")]
    [InlineData("\"start\": { \"serviceOrder\": [\"db\"] }, \"services\": { \"db\": {} }", "start.serviceOrder = \"db\" (fleet.json line 4): must be left out, or given together with start.services = \"inOrder\": services that start together have no order.")]
    [InlineData("\"start\": { \"services\": \"inOrder\", \"serviceOrder\": [\"db\", \"dB\"] }, \"services\": { \"db\": {} }", "start.serviceOrder[1] = \"dB\" (fleet.json line 4): must be a list of services, each named once.")]
    [InlineData("\"start\": { \"services\": \"inOrder\", \"serviceOrder\": [\"db\", \"api\"] }, \"services\": { \"db\": {} }", "start.serviceOrder = \"api\" (fleet.json line 4): must be the name of a service of this fleet.")]
    [InlineData("\"services\": { \"a\": { \"startTimeout\": \"never\" } }", "services.a.startTimeout = \"never\" (fleet.json line 4): must be a duration, 1s to 1h.")]
    [InlineData("\"rollout\": { \"surge\": 0 }", "rollout.surge = 0 (fleet.json line 4): must be a number, 1 to 64.")]
    [InlineData("\"services\": { \"stats\": { \"environment\": { \"A=\": \"secret\" } } }", "services.stats.environment.A= is no variable (fleet.json line 4): must be an object of names and texts.")]
    [InlineData("\"environment\": { \"A\": { \"B\": \"secret\" } }", "environment.A:B is no variable (fleet.json line 4): must be an object of names and texts.")]
    [InlineData("\"runtime\": { \"directory\": \"/run/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\" }", "runtime.directory = \"/run/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…\" (fleet.json line 4): must be shorter: with the fleet's name it may have 80 bytes, because the paths of Unix sockets are limited.")]
    public void Load_OneMistake_IsToldWithPlaceAndRange(string more, string text) =>
        Load(With(more)).Faults.ShouldHaveSingleItem().Text.ShouldBe(text);

    [Theory]
    [InlineData("FLEET__CLUSTERS", "4", "FLEET2003 environment variable FLEET__CLUSTERS: clusters is a section. Name a key in it.")]
    [InlineData("FLEET__", "4", "FLEET2001 environment variable FLEET__: unknown key \"\"")]
    [InlineData("FLEET__NAME__X", "4", "FLEET2001 environment variable FLEET__NAME__X: unknown key \"name.X\". Nothing may stand here.")]
    [InlineData("FLEET__NAME", "", "FLEET2003 name = \"\" (environment variable FLEET__NAME): must be 1 to 40")]
    public void Load_MistakeInTheEnvironment_NamesTheVariable(string name, string value, string start) =>
        Faults(Minimal, new() { [name] = value }).ShouldHaveSingleItem().ShouldStartWith(start);

    [Fact]
    public void Load_ControlCharactersInAValue_AreShownEscaped() =>
        Faults(With("\"host\": \"a\\u001b[2Jb\\nFLEET\""))[0].ShouldContain("\"a\\x1B[2Jb\\x0AFLEET\"");

    [Fact]
    public void Load_AnyTruncationOfAFile_NeverThrows()
    {
        const string whole = """{ "name": "p", "bot": { "path": "x", "settings": { "a": [1, { "b": "\u00e9" }] } }, "channels": ["é"], "services": { "s": {} } } // end""";

        for (var length = 0; length < whole.Length; length++) Load(whole[..length]).Faults.ShouldNotBeEmpty(whole[..length]);
    }
}
