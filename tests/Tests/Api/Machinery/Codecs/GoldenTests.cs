using System.Buffers;
using System.Text;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Codecs;

/// <summary>Kubernetes' own encodings of one object of each kind with every field set.</summary>
public sealed class GoldenTests
{
    // What 1.36 still knows but no server serves, whatever it is told: removed versions, and kinds that are no body.
    private static readonly string[] NotServed =
    [
        "admission.k8s.io.v1beta1.AdmissionReview",
        "admissionregistration.k8s.io.v1alpha1.ValidatingAdmissionPolicy",
        "admissionregistration.k8s.io.v1alpha1.ValidatingAdmissionPolicyBinding",
        "admissionregistration.k8s.io.v1beta1.MutatingWebhookConfiguration",
        "admissionregistration.k8s.io.v1beta1.ValidatingAdmissionPolicy",
        "admissionregistration.k8s.io.v1beta1.ValidatingAdmissionPolicyBinding",
        "admissionregistration.k8s.io.v1beta1.ValidatingWebhookConfiguration",
        "apidiscovery.k8s.io.v2beta1.APIGroupDiscovery",
        "apps.v1beta1.ControllerRevision",
        "apps.v1beta1.Deployment",
        "apps.v1beta1.DeploymentRollback",
        "apps.v1beta1.Scale",
        "apps.v1beta1.StatefulSet",
        "apps.v1beta2.ControllerRevision",
        "apps.v1beta2.DaemonSet",
        "apps.v1beta2.Deployment",
        "apps.v1beta2.ReplicaSet",
        "apps.v1beta2.Scale",
        "apps.v1beta2.StatefulSet",
        "authentication.k8s.io.v1beta1.SelfSubjectReview",
        "authentication.k8s.io.v1beta1.TokenReview",
        "authorization.k8s.io.v1beta1.LocalSubjectAccessReview",
        "authorization.k8s.io.v1beta1.SelfSubjectAccessReview",
        "authorization.k8s.io.v1beta1.SelfSubjectRulesReview",
        "authorization.k8s.io.v1beta1.SubjectAccessReview",
        "batch.v1beta1.CronJob",
        "certificates.k8s.io.v1beta1.CertificateSigningRequest",
        "coordination.k8s.io.v1beta1.Lease",
        "core.v1.WatchEvent",
        "discovery.k8s.io.v1beta1.EndpointSlice",
        "events.k8s.io.v1beta1.Event",
        "extensions.v1beta1.DaemonSet",
        "extensions.v1beta1.Deployment",
        "extensions.v1beta1.DeploymentRollback",
        "extensions.v1beta1.Ingress",
        "extensions.v1beta1.NetworkPolicy",
        "extensions.v1beta1.ReplicaSet",
        "extensions.v1beta1.Scale",
        "flowcontrol.apiserver.k8s.io.v1beta1.FlowSchema",
        "flowcontrol.apiserver.k8s.io.v1beta1.PriorityLevelConfiguration",
        "flowcontrol.apiserver.k8s.io.v1beta2.FlowSchema",
        "flowcontrol.apiserver.k8s.io.v1beta2.PriorityLevelConfiguration",
        "flowcontrol.apiserver.k8s.io.v1beta3.FlowSchema",
        "flowcontrol.apiserver.k8s.io.v1beta3.PriorityLevelConfiguration",
        "imagepolicy.k8s.io.v1alpha1.ImageReview",
        "networking.k8s.io.v1beta1.Ingress",
        "networking.k8s.io.v1beta1.IngressClass",
        "node.k8s.io.v1alpha1.RuntimeClass",
        "node.k8s.io.v1beta1.RuntimeClass",
        "policy.v1beta1.Eviction",
        "policy.v1beta1.PodDisruptionBudget",
        "rbac.authorization.k8s.io.v1alpha1.ClusterRole",
        "rbac.authorization.k8s.io.v1alpha1.ClusterRoleBinding",
        "rbac.authorization.k8s.io.v1alpha1.Role",
        "rbac.authorization.k8s.io.v1alpha1.RoleBinding",
        "rbac.authorization.k8s.io.v1beta1.ClusterRole",
        "rbac.authorization.k8s.io.v1beta1.ClusterRoleBinding",
        "rbac.authorization.k8s.io.v1beta1.Role",
        "rbac.authorization.k8s.io.v1beta1.RoleBinding",
        "scheduling.k8s.io.v1beta1.PriorityClass",
        "storage.k8s.io.v1alpha1.CSIStorageCapacity",
        "storage.k8s.io.v1alpha1.VolumeAttachment",
        "storage.k8s.io.v1alpha1.VolumeAttributesClass",
        "storage.k8s.io.v1beta1.CSIDriver",
        "storage.k8s.io.v1beta1.CSINode",
        "storage.k8s.io.v1beta1.CSIStorageCapacity",
        "storage.k8s.io.v1beta1.StorageClass",
        "storage.k8s.io.v1beta1.VolumeAttachment",
    ];

    [Fact]
    public void EveryGoldenKindIsRegisteredOrListed()
    {
        KubernetesFacts.Require("fields.tsv"); // Skips where the facts are absent.
        IEnumerable<string> missing = Golden()
            .Where(static golden => golden.Codec is null).Select(static golden => golden.Name);
        Assert.Equal(NotServed, missing);
    }

    [Fact]
    public void JsonReadsAndWritesTheSameBytes() => ForEach(static golden =>
    {
        DecodeReport report = new();
        object value = golden.Codec!.ReadJson(golden.Json, report);
        Assert.Empty(report.UnknownFields);
        Assert.Empty(report.DuplicateFields);
        AssertSame(golden.Json, Json(golden.Codec, value));
    });

    [Fact]
    public void JsonBecomesTheSameProtobuf() => ForEach(static golden =>
    {
        IKind value = (IKind)golden.Codec!.ReadJson(golden.Json);
        byte[] actual = ApiProto.ToBytes(value);
        if (!actual.AsSpan().SequenceEqual(golden.Proto))
            Assert.Equal(Dump(golden.Proto), Dump(actual));
    });

    [Fact]
    public void ProtobufBecomesTheSameJson() => ForEach(static golden =>
    {
        ReadOnlySpan<byte> message = ApiProto.OpenEnvelope(golden.Proto, out string apiVersion, out string kind);
        Assert.Equal(golden.ApiVersion, apiVersion);
        Assert.Equal(golden.Kind, kind);
        AssertSame(golden.Json, Json(golden.Codec!, golden.Codec!.ReadProto(message)));
    });

    [Fact]
    public void WhatWasReadTwiceIsEqual() => ForEach(static golden =>
    {
        object first = golden.Codec!.ReadJson(golden.Json);
        object second = golden.Codec.ReadProto(ApiProto.OpenEnvelope(golden.Proto, out _, out _));
        Assert.True(first.Equals(second));
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.False(first.Equals(golden.Codec.ReadJson("{}"u8)));
    });

    private static void ForEach(Action<GoldenKind> check)
    {
        List<string> failures = [];
        foreach (GoldenKind golden in Golden().Where(static golden => golden.Codec is not null))
        {
            try
            {
                check(golden);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                failures.Add($"{golden.Name}: {exception.Message}");
            }
        }
        Assert.True(failures.Count == 0, $"{failures.Count} kinds failed\n{string.Join("\n", failures)}");
    }

    private static IEnumerable<GoldenKind> Golden()
    {
        string folder = KubernetesFacts.Require("golden");
        foreach (string path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            byte[] json = Compact(File.ReadAllBytes(path));
            using JsonDocument document = JsonDocument.Parse(json);
            string Text(string name) =>
                document.RootElement.TryGetProperty(name, out JsonElement value) ? value.GetString()! : "";
            string apiVersion = Text("apiVersion"), kind = Text("kind");
            yield return new GoldenKind(
                Path.GetFileNameWithoutExtension(path), apiVersion, kind, json,
                File.ReadAllBytes(Path.ChangeExtension(path, ".pb")), ResourceRegistry.FindCodec(apiVersion, kind));
        }
    }

    // Takes the indentation away and touches nothing else.
    private static byte[] Compact(ReadOnlySpan<byte> json) => RawJson.Parse(json).Memory.ToArray();

    private static byte[] Json(KindCodec codec, object value)
    {
        ArrayBufferWriter<byte> output = new();
        codec.WriteJson(value, output);
        // The golden object leaves the kind of these claims open; every server says it.
        return value is not StatefulSet ? output.WrittenSpan.ToArray() : Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(output.WrittenSpan).Replace(
                """{"kind":"PersistentVolumeClaim","apiVersion":"v1",""", "{", StringComparison.Ordinal));
    }

    private static void AssertSame(byte[] expected, byte[] actual)
    {
        if (!expected.AsSpan().SequenceEqual(actual))
            Assert.Equal(Encoding.UTF8.GetString(expected), Encoding.UTF8.GetString(actual));
    }

    private static string Dump(byte[] bytes) =>
        string.Concat(bytes.Select(static value =>
            value is >= 0x20 and < 0x7f ? ((char)value).ToString() : $"\\x{value:x2}"));

    private sealed record GoldenKind(
        string Name, string ApiVersion, string Kind, byte[] Json, byte[] Proto, KindCodec? Codec);
}
