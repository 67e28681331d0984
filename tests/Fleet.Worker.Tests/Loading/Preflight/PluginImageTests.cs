using Fleet.TestKit.Plugins;
using Fleet.Worker.Loading.Preflight;

namespace Fleet.Worker.Tests.Loading.Preflight;

public sealed class PluginImageTests : PluginTest
{
    [Fact]
    public void Image_OfABot_SaysWhatItIs()
    {
        using var file = File.OpenRead(new PluginBuilder("MyBot", PluginSource.Bot) { Version = "3.2.1.0" }.Build(Folder.Path));

        var image = PluginImage.Read(file).ShouldNotBeNull();

        image.Name.ShouldBe("MyBot");
        image.TargetFramework.ShouldBe(".NETCoreApp,Version=v10.0");
        image.IsReferenceAssembly.ShouldBeFalse();
        image.Target.ShouldBe(new ImageTarget(null, null));
        image.VersionOf("Fleet.Abstractions").ShouldBe(typeof(BaseWorker).Assembly.GetName().Version);
        image.VersionOf("System.Runtime").ShouldBe(new Version(10, 0, 0, 0));
        image.VersionOf("Newtonsoft.Json").ShouldBeNull();
    }

    [Fact]
    public void Image_WithAnyBytesChanged_IsReadOrRefusedButNeverAnAccident()
    {
        var original = File.ReadAllBytes(Build(PluginSource.Bot));
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var bytes = (byte[])original.Clone();
            for (var change = random.Next(1, 9); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                using var stream = new MemoryStream(bytes, 0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length);
                PluginImage.Read(stream);
            }
            catch (BadImageFormatException)
            {
                continue;
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed}", exception);
            }
        }
    }
}
