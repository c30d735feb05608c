using System.Text;
using Kubesharp.Api;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Strategies;

/// <summary>E060: which fields clients may select by, for every kind, and what their values are.</summary>
public sealed class FieldSelectorTests
{
    private static readonly Dictionary<string, string> Expected = new(StringComparer.Ordinal)
    {
        ["certificatesigningrequests"] = "spec.signerName",
        ["events"] = "involvedObject.apiVersion involvedObject.fieldPath involvedObject.kind involvedObject.name "
            + "involvedObject.namespace involvedObject.resourceVersion involvedObject.uid reason reportingComponent "
            + "source type",
        ["jobs"] = "status.successful",
        ["namespaces"] = "status.phase",
        ["nodes"] = "spec.unschedulable",
        ["pods"] = "spec.hostNetwork spec.nodeName spec.restartPolicy spec.schedulerName spec.serviceAccountName "
            + "status.nominatedNodeName status.phase status.podIP status.podIPs",
        ["replicasets"] = "status.replicas",
        ["replicationcontrollers"] = "status.replicas",
        ["resourceslices"] = "spec.driver spec.nodeName",
        ["secrets"] = "type",
        ["services"] = "spec.clusterIP spec.type",
    };

    [Fact]
    public void E060_EveryKindHasTheFieldsOfUpstream()
    {
        foreach (ResourceDefinition definition in ResourceRegistry.All.Where(static one => one.Verbs.Contains("list")))
        {
            // The events of events.k8s.io have the fields of their own shape.
            if (definition is { Group: "events.k8s.io" })
                continue;
            string fields = string.Join(' ',
                StrategyRegistry.For(definition).SelectableFields.Order(StringComparer.Ordinal));
            Assert.Equal((definition.Plural, Expected.GetValueOrDefault(definition.Plural, "")),
                (definition.Plural, fields));
        }
    }

    [Theory]
    [InlineData("pods", """{"spec":{"nodeName":"n"}}""", "spec.nodeName", "n")]
    [InlineData("pods", """{"spec":{"restartPolicy":"Never"}}""", "spec.restartPolicy", "Never")]
    [InlineData("pods", """{"spec":{"schedulerName":"s"}}""", "spec.schedulerName", "s")]
    [InlineData("pods", """{"spec":{"serviceAccountName":"a"}}""", "spec.serviceAccountName", "a")]
    [InlineData("pods", """{"spec":{"hostNetwork":true}}""", "spec.hostNetwork", "true")]
    [InlineData("pods", "{}", "spec.hostNetwork", "false")]
    [InlineData("pods", """{"status":{"phase":"Running"}}""", "status.phase", "Running")]
    [InlineData("pods", """{"status":{"podIP":"10.0.0.1","podIPs":[{"ip":"10.0.0.1"}]}}""", "status.podIP", "10.0.0.1")]
    [InlineData("pods", """{"status":{"nominatedNodeName":"n"}}""", "status.nominatedNodeName", "n")]
    [InlineData("events", """{"involvedObject":{"kind":"Pod","name":"p"}}""", "involvedObject.name", "p")]
    [InlineData("events", """{"involvedObject":{"uid":"u"}}""", "involvedObject.uid", "u")]
    [InlineData("events", """{"reason":"Killing"}""", "reason", "Killing")]
    [InlineData("events", """{"reportingComponent":"kubelet"}""", "reportingComponent", "kubelet")]
    [InlineData("events", """{"source":{"component":"kubelet"}}""", "source", "kubelet")]
    [InlineData("secrets", """{"type":"Opaque"}""", "type", "Opaque")]
    [InlineData("nodes", """{"spec":{"unschedulable":true}}""", "spec.unschedulable", "true")]
    [InlineData("nodes", "{}", "spec.unschedulable", "false")]
    [InlineData("namespaces", """{"status":{"phase":"Active"}}""", "status.phase", "Active")]
    [InlineData("services", """{"spec":{"clusterIP":"None","type":"ClusterIP"}}""", "spec.clusterIP", "None")]
    [InlineData("replicationcontrollers", """{"status":{"replicas":3}}""", "status.replicas", "3")]
    [InlineData("jobs", """{"status":{"succeeded":2}}""", "status.successful", "2")]
    [InlineData("certificatesigningrequests", """{"spec":{"signerName":"s"}}""", "spec.signerName", "s")]
    [InlineData("resourceslices", """{"spec":{"nodeName":"n","driver":"d"}}""", "spec.driver", "d")]
    public void E060_TheValueIsTheFields(string plural, string json, string field, string value)
    {
        ResourceDefinition definition = ResourceRegistry.All.First(
            one => one.Plural == plural && one.Group != "events.k8s.io");
        ApiObject read = (ApiObject)definition.Codec.ReadJson(Encoding.UTF8.GetBytes(json));
        Strategy strategy = StrategyRegistry.For(definition);
        Assert.True(strategy.IsSelectable(field));
        Assert.Equal(value, strategy.FieldValue(read, field));
    }
}
