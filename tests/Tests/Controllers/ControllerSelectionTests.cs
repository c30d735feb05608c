using Kubesharp.Controllers;
using Xunit;

namespace Kubesharp.Tests.Controllers;

public sealed class ControllerSelectionTests
{
    [Theory]
    [InlineData("*", true)]
    [InlineData("job-controller", true)]
    [InlineData("cronjob-controller", false)] // only those that are named
    [InlineData("*,-job-controller", false)]
    [InlineData("*,-cronjob-controller", true)]
    [InlineData("-job-controller,*", false)]
    [InlineData("job-controller,-job-controller", true)] // the first word counts, as upstream
    public void Chooses(string selection, bool expected) =>
        Assert.Equal(expected, ControllerSelection.IsEnabled(selection.Split(','), "job-controller"));

    [Fact]
    public void An_unknown_name_is_told_with_the_known_ones()
    {
        string problem = Assert.Single(ControllerSelection.Problems(["*", "-jobs", "job-controller"]));

        Assert.StartsWith("\"jobs\" is not in the list of known controllers: ", problem, StringComparison.Ordinal);
        Assert.Contains("statefulset-controller", problem, StringComparison.Ordinal);
    }
}
