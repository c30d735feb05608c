using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Codecs;

public sealed class SharedValuesTests
{
    private const string Web = """
        {"metadata":{"name":"a","labels":{"app":"shared-values","tier":"front"}},"spec":{"containers":[{"name":"main",
        "env":[{"name":"SHARED_VALUES","value":"one"}],"livenessProbe":{"httpGet":{"path":"/healthz","port":8080}}}]}}
        """;

    [Fact]
    public void PodsOfOneTemplateShareWhatTheySayAlike()
    {
        Pod first = Read(Web);
        Pod second = Read(Web.Replace("\"a\"", "\"b\""));
        Assert.Same(first.Metadata.Labels, second.Metadata.Labels);
        Assert.Same(first.Spec.Containers[0].Env, second.Spec.Containers[0].Env);
        Assert.Same(first.Spec.Containers[0].LivenessProbe, second.Spec.Containers[0].LivenessProbe);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void OtherBytesAreOtherValues()
    {
        Pod first = Read(Web);
        Pod second = Read(Web.Replace("\"one\"", "\"two\""));
        Assert.Equal("two", second.Spec.Containers[0].Env[0].Value);
        Assert.Equal("one", first.Spec.Containers[0].Env[0].Value);
    }

    [Fact]
    public void WhatWasReadLenientlyIsStillReportedToAStrictReader()
    {
        string json = Web.Replace("\"path\"", "\"unheardOf\":1,\"path\"");
        _ = Read(json);
        for (int reading = 0; reading < 2; reading++)
        {
            DecodeReport report = new();
            _ = ApiJson.Read<Pod>(Encoding.UTF8.GetBytes(json), report);
            Assert.Equal(["spec.containers[0].livenessProbe.httpGet.unheardOf"], report.UnknownFields);
        }
    }

    private static Pod Read(string json) => ApiJson.Read<Pod>(Encoding.UTF8.GetBytes(json));
}
