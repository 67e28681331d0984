using Fleet.Admiral.Loop;
using Fleet.Planning.Operations;

namespace Fleet.Admiral.Tests.Loop;

public sealed class ProgressWordsTests
{
    [Theory]
    [InlineData(SlotProgress.Waiting, "waiting", "cluster-3 waits for its turn")]
    [InlineData(SlotProgress.Stopping, "stopping", "cluster-3: stopping cluster-3#7")]
    [InlineData(SlotProgress.Starting, "starting", "cluster-3: starting cluster-3#8 beside cluster-3#7")]
    [InlineData(SlotProgress.HandingOver, "handover", "cluster-3: handing over from cluster-3#7 to cluster-3#8")]
    [InlineData(SlotProgress.Warm, "warm", "cluster-3: cluster-3#8 is active, cluster-3#7 is kept a moment")]
    [InlineData(SlotProgress.Retiring, "retiring", "cluster-3: stopping cluster-3#7")]
    [InlineData(SlotProgress.Done, "done", "cluster-3: cluster-3#8 serves")]
    [InlineData(SlotProgress.Failed, "failed", "cluster-3: failed: it did not like it")]
    [InlineData(SlotProgress.Skipped, "skipped", "cluster-3 was not touched")]
    public void Step_OfAReplacement_HasAWordAndASentence(SlotProgress progress, string word, string sentence)
    {
        ProgressWords.Word(progress).ShouldBe(word);
        ProgressWords.Sentence(Slot(progress) with { Old = WorkerName.Parse("cluster-3#7"), New = WorkerName.Parse("cluster-3#8"), Failure = "it did not like it" }).ShouldBe(sentence);
    }

    [Fact]
    public void Words_AreOnePerStep() => Enum.GetValues<SlotProgress>().Select(ProgressWords.Word).ShouldBeUnique();

    [Fact]
    public void Starting_WithNobodyToReplace_NamesTheNewWorkerAlone() =>
        ProgressWords.Sentence(Slot(SlotProgress.Starting) with { New = WorkerName.Parse("cluster-3#8") }).ShouldBe("cluster-3: starting cluster-3#8");

    [Fact]
    public void Done_WithNobodyNew_IsAStop() => ProgressWords.Sentence(Slot(SlotProgress.Done)).ShouldBe("cluster-3: done");

    private static OperationSlot Slot(SlotProgress progress) => new() { Slot = SlotName.Cluster(3), Progress = progress };
}
