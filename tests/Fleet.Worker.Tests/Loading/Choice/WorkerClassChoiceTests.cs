using Fleet.TestKit.Plugins;

namespace Fleet.Worker.Tests.Loading.Choice;

public sealed class WorkerClassChoiceTests : PluginTest
{
    private const string Two = "namespace Bots; public class First : BaseClusterWorker { } public class Second : BaseClusterWorker { } public class Stats : BaseServiceWorker { }";

    [Theory]
    [InlineData("internal class Bot : BaseClusterWorker { }")]
    [InlineData("sealed class Bot : Middle { } abstract class Middle : BaseClusterWorker { }")]
    [InlineData("public static class Outer { internal class Bot : BaseClusterWorker { } }")]
    [InlineData("class Bot : Middle<int> { } abstract class Middle<T> : BaseClusterWorker { }")]
    [InlineData("class Bot : BaseClusterWorker { } class Stats : BaseServiceWorker { }")]
    public void Class_ThatFits_IsChosen(string source) => Load(Build(source)).WorkerClass.Name.ShouldBe("Bot");

    [Theory]
    [InlineData("First")]
    [InlineData("Bots.First")]
    public void Class_NamedAmongSeveral_IsChosen(string name) => Load(Build(Two), className: name).WorkerClass.FullName.ShouldBe("Bots.First");

    [Theory]
    [InlineData("Bots.Outer.Bot")]
    [InlineData("Bots.Outer+Bot")]
    public void Class_NestedAndNamed_IsChosen(string name) =>
        Load(Build("namespace Bots; public class Outer : BaseClusterWorker { public class Bot : BaseClusterWorker { } }"), className: name).WorkerClass.Name.ShouldBe("Bot");

    [Fact]
    public void Classes_WithoutAName_AreAllNamed()
    {
        var path = Build(Two);

        LoadFault(path).ToText().ShouldBe($"FLEET1006 MyBot.dll has 2 bot classes ({path}). They are Bots.First, Bots.Second. Set bot.class to the full name of one.");
    }

    [Fact]
    public void Classes_OfWhichOneDerivesFromTheOther_AreStillTwo() =>
        LoadFault(Build("public class A : B { } public class B : BaseClusterWorker { }")).Code.ShouldBe("FLEET1006");

    [Fact]
    public void Name_OfTwoClasses_IsAmbiguous()
    {
        var fault = LoadFault(Build("namespace Old { public class Bot : BaseClusterWorker { } } namespace New { public class Bot : BaseClusterWorker { } }"), className: "Bot");

        fault.Code.ShouldBe("FLEET1006");
        fault.Why.ShouldBe("They are New.Bot, Old.Bot.");
    }

    [Fact]
    public void Name_OfNoClass_ListsWhatThereIs()
    {
        var fault = LoadFault(Build(Two), className: "Third");

        fault.Code.ShouldBe("FLEET1005");
        fault.What.ShouldBe("MyBot.dll has no class Third");
        fault.Why.ShouldBe("Its bot classes are Bots.First, Bots.Second.");
        fault.Fix.ShouldBe("Set bot.class to one of them.");
    }

    [Fact]
    public void Name_OfTheOtherKind_SaysWhereItBelongs()
    {
        var fault = LoadFault(Build(Two), className: "Stats");

        fault.What.ShouldBe("bot.class names a class that cannot be a bot");
        fault.Why.ShouldBe("Bots.Stats is a service (BaseServiceWorker).");
        fault.Fix.ShouldContain("services.<name>.path");
    }

    [Theory]
    [InlineData("public abstract class Bot : BaseClusterWorker { }", "Bot is abstract.")]
    [InlineData("public class Bot<T> : BaseClusterWorker { }", "Bot`1 has type parameters.")]
    [InlineData("public class Outer { private class Bot : BaseClusterWorker { } }", "Outer+Bot is private to Outer.")]
    [InlineData("public class Stats : BaseServiceWorker { }", "Stats is a service (BaseServiceWorker).")]
    [InlineData("public class Bot { }", "")]
    [InlineData("", "")]
    public void Class_ThatDoesNotFit_IsExplained(string source, string why)
    {
        var fault = LoadFault(Build(source));

        fault.Code.ShouldBe("FLEET1005");
        fault.Permanent.ShouldBeTrue();
        fault.What.ShouldBe("MyBot.dll has no class that derives from Fleet.BaseClusterWorker");
        fault.Why.ShouldBe(why);
    }

    [Fact]
    public void Bot_AskedForAsService_SaysWhereItBelongs() =>
        LoadFault(Build(PluginSource.Bot), WorkerKind.Service).ToText().ShouldContain("Bots.Bot is a bot (BaseClusterWorker). Name it under bot.path");

    [Fact]
    public void Base_OfAnotherCopy_IsNamedWithBothPlaces()
    {
        var merged = new PluginBuilder("Merged", "namespace Fleet; public abstract class BaseClusterWorker { }") { Abstractions = null }.Build(Folder.Path);
        var path = new PluginBuilder("MyBot", "public class Bot : Fleet.BaseClusterWorker { }") { Abstractions = merged }.Build(Folder.Path);

        var fault = LoadFault(path);

        fault.Code.ShouldBe("FLEET1005");
        fault.Why.ShouldContain(merged);
        fault.Why.ShouldContain(typeof(BaseWorker).Assembly.Location);
    }

    [Fact]
    public void OtherClass_ThatCannotBeLoaded_IsAWarning()
    {
        var library = new PluginBuilder("Library", "public class Library { }").Build(Folder.Path);
        var path = new PluginBuilder("MyBot", PluginSource.Bot + " public class Broken : Library { }") { References = [library] }.Build(Folder.Path);
        File.Delete(library);

        var plugin = Load(path);

        Create(plugin);
        plugin.Warnings.ShouldHaveSingleItem().ShouldContain("Library, Version=1.0.0.0");
    }

    [Fact]
    public void BotClass_ThatCannotBeLoaded_NamesWhatIsMissing()
    {
        var library = new PluginBuilder("Library", "public abstract class Library : BaseClusterWorker { }").Build(Folder.Path);
        var path = new PluginBuilder("MyBot", "public class Bot : Library { }") { References = [library] }.Build(Folder.Path);
        File.Delete(library);

        var fault = LoadFault(path);

        fault.Code.ShouldBe("FLEET1007");
        fault.What.ShouldBe("MyBot.dll needs Library 1.0.0.0");
    }

    [Fact]
    public void BotClass_WithoutAMemberThatItsInterfaceGot_IsExplained()
    {
        var older = new PluginBuilder("Library", "public interface ILibrary { }").Build(Folder.Path);
        var path = new PluginBuilder("MyBot", "public class Bot : BaseClusterWorker, ILibrary { }") { References = [older] }.Build(Folder.Path);
        new PluginBuilder("Library", "public interface ILibrary { void Added(); }").Build(Folder.Path);

        var fault = LoadFault(path);

        fault.Code.ShouldBe("FLEET1007");
        fault.Why.ShouldContain("Added");
    }
}
