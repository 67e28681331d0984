using Fleet.TestKit.Plugins;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Worker.Tests.Loading;

public sealed class ServicesConventionTests : PluginTest
{
    private const string Right = "public static void ConfigureServices(IServiceCollection services, IConfiguration settings)";

    [Fact]
    public void Method_OfTheRightShape_GetsServicesAndSettings()
    {
        var plugin = Load(Build(PluginSource.Cluster(Right + """ { services.AddSingleton(settings["greeting"]!); }""")));
        var services = new ServiceCollection();

        var fault = plugin.ConfigureServices(services, new ConfigurationBuilder().AddInMemoryCollection([new("greeting", "hello")]).Build());

        fault.ShouldBeNull();
        services.ShouldHaveSingleItem().ImplementationInstance.ShouldBe("hello");
    }

    [Fact]
    public void Method_OfTheBaseClass_IsInherited()
    {
        var plugin = Load(Build($"public abstract class Middle : BaseClusterWorker {{ {Right} => services.AddSingleton(\"inherited\"); }} public class Bot : Middle {{ }}"));

        Services(plugin).GetService<string>().ShouldBe("inherited");
    }

    [Fact]
    public void Method_WithOverloads_IsTheRightOne()
    {
        var plugin = Load(Build(PluginSource.Cluster(Right + " => ConfigureServices(services); private static void ConfigureServices(IServiceCollection services) => services.AddSingleton(\"own\");")));

        Services(plugin).GetService<string>().ShouldBe("own");
    }

    [Theory]
    [InlineData("public void ConfigureServices(IServiceCollection services, IConfiguration settings) { }", "is not static")]
    [InlineData("internal static void ConfigureServices(IServiceCollection services, IConfiguration settings) { }", "is not public")]
    [InlineData("static void ConfigureServices(IServiceCollection services, IConfiguration settings) { }", "is not public")]
    [InlineData("public static Task ConfigureServices(IServiceCollection services, IConfiguration settings) => Task.CompletedTask;", "does not return void")]
    [InlineData("public static async void ConfigureServices(IServiceCollection services, IConfiguration settings) => await Task.Yield();", "is async, but nobody can wait for it")]
    [InlineData("public static void ConfigureServices(IServiceCollection services) { }", "has other parameters than it should")]
    [InlineData("public static void ConfigureServices(IConfiguration settings, IServiceCollection services) { }", "has other parameters than it should")]
    [InlineData("public static void ConfigureServices<T>(IServiceCollection services, IConfiguration settings) { }", "has type parameters")]
    public void Method_OfAnotherShape_IsAFault(string method, string slip)
    {
        var fault = LoadFault(Build(PluginSource.Cluster(method)));

        fault.Code.ShouldBe("FLEET1009");
        fault.Permanent.ShouldBeTrue();
        fault.What.ShouldBe($"Bots.Bot.ConfigureServices {slip}");
        fault.Fix.ShouldContain("public static void ConfigureServices(IServiceCollection services, IConfiguration settings)");
    }

    [Fact]
    public void Method_ThatThrows_IsAFault()
    {
        var plugin = Load(Build(PluginSource.ThrowsInConfigureServices));

        var fault = plugin.ConfigureServices(new ServiceCollection(), new ConfigurationBuilder().Build()).ShouldNotBeNull();

        fault.Code.ShouldBe("FLEET1010");
        fault.What.ShouldBe("Bots.Bot failed in ConfigureServices");
        fault.Why.ShouldBe("InvalidOperationException: no luck in the services.");
    }
}
