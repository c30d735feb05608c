using Kubesharp.Kubelet.Usage;
using Xunit;

namespace Kubesharp.Tests.Nodes;

/// <summary>Prometheus' text format.</summary>
public sealed class MetricsTextTests
{
    [Fact]
    public void Samples_stand_under_their_family_and_labels_are_escaped()
    {
        MetricsText text = new();
        text.Declare("b_total", "counter", "Second.");
        text.Declare("a", "gauge", "First.");
        text.Add("a", 1.5);
        text.Add("b_total", 3, ("x", "say \"hi\"\\\n"), ("y", ""));
        text.Add("b_total", 4);
        Assert.Equal(
            "# HELP b_total Second.\n# TYPE b_total counter\nb_total{x=\"say \\\"hi\\\"\\\\\\n\",y=\"\"} 3\nb_total 4\n"
            + "# HELP a First.\n# TYPE a gauge\na 1.5\n",
            text.ToString());
    }
}
