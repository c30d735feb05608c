using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Storage;
using Kubesharp.Controllers.AttachDetach;
using Kubesharp.Tests.Controllers.PersistentVolumes;
using Xunit;

namespace Kubesharp.Tests.Controllers.AttachDetach;

public sealed class AttachPlanTests
{
    private const string NodeName = "node-0";
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Names_are_those_that_attachers_and_kubelets_compute()
    {
        AttachableVolume volume = Wanted("disk");

        Assert.Equal("kubernetes.io/csi/example.com^handle-disk", volume.UniqueName);
        // printf 'handle-diskexample.comnode-0' | sha256sum
        Assert.Equal(
            "csi-deb46db33b33ca9bf98e252c108fca67aa794e106b8f69774ad20576cfe11b61",
            volume.AttachmentName(NodeName));
        Assert.Equal(
            volume.AttachmentName(NodeName), AttachableVolume.AttachmentName(volume.UniqueName, NodeName));
        Assert.Null(AttachableVolume.AttachmentName("kubernetes.io/nfs/somewhere", NodeName));
    }

    [Fact]
    public void What_a_Pod_needs_is_attached_once()
    {
        AttachDecision first = Decide(View() with { Wanted = [Wanted("disk")] });
        AttachDecision second = Decide(View() with
        {
            Wanted = [Wanted("disk")], Attachments = [Attachment("disk")],
        });

        Assert.Equal("disk", Assert.Single(first.Attach).Name);
        Assert.Empty(second.Attach);
        Assert.Empty(second.Report); // Its driver has not said so yet.
    }

    [Fact]
    public void What_is_attached_is_reported()
    {
        AttachDecision decision = Decide(View() with
        {
            Wanted = [Wanted("b"), Wanted("a")],
            Attachments = [Attachment("b", attached: true), Attachment("a", attached: true)],
        });

        Assert.Equal(
            ["kubernetes.io/csi/example.com^handle-a", "kubernetes.io/csi/example.com^handle-b"],
            decision.Report.Select(static volume => volume.Name));
    }

    [Fact]
    public void What_nobody_needs_is_detached_and_no_longer_reported()
    {
        AttachDecision decision = Decide(View() with { Attachments = [Attachment("disk", attached: true)] });

        Assert.Null(Assert.Single(decision.Detach).Force);
        Assert.Empty(decision.Report);
        Assert.Empty(Decide(View() with { Attachments = [Attachment("disk", deleted: true)] }).Detach);
    }

    [Theory]
    [InlineData(true, false, 10, null)] // A healthy node says itself when it is done.
    [InlineData(false, false, 5, null)]
    [InlineData(false, false, 6, AttachPlan.Timeout)]
    [InlineData(true, true, 0, AttachPlan.OutOfService)]
    public void What_is_still_mounted_waits(bool isReady, bool isOut, int minutes, string? force)
    {
        VolumeAttachment attachment = Attachment("disk", attached: true);
        AttachDecision decision = Decide(View(isReady, isOut, Wanted("disk").UniqueName) with
        {
            Attachments = [attachment],
            UnwantedSince = new Dictionary<string, DateTimeOffset>
            {
                [attachment.Metadata.Name] = Now.AddMinutes(-minutes),
            },
        });

        Assert.Equal(force, decision.Detach.SingleOrDefault()?.Force);
        Assert.Equal(force is null, decision.Report.Count == 1);
        Assert.Equal([attachment.Metadata.Name], decision.Unwanted);
        Assert.Equal(force is null && minutes < 6 ? TimeSpan.FromMinutes(6 - minutes) : null, decision.Next);
    }

    [Fact]
    public void A_node_that_is_gone_has_nothing_mounted()
    {
        AttachDecision decision = Decide(View() with
        {
            Node = null, Attachments = [Attachment("disk", attached: true)],
        });

        Assert.Null(Assert.Single(decision.Detach).Force);
    }

    [Theory]
    [InlineData("ReadWriteOnce", false)]
    [InlineData("ReadWriteOncePod", false)]
    [InlineData("ReadWriteMany", true)]
    [InlineData("ReadOnlyMany", true)]
    public void A_volume_on_another_node_is_attached_here_when_it_can_be_shared(string mode, bool isShared)
    {
        AttachDecision decision = Decide(View() with
        {
            Wanted = [Wanted("disk", mode)],
            Elsewhere = new[] { ("disk", "node-1") }.ToLookup(static pair => pair.Item1, static pair => pair.Item2),
        });

        Assert.Equal(isShared ? 1 : 0, decision.Attach.Count);
        Assert.Equal(isShared ? [] : ["node-1"], decision.Blocked.SelectMany(static blocked => blocked.Nodes));
    }

    [Fact]
    public void Who_has_the_volume_is_named_only_in_ones_own_namespace()
    {
        AttachableVolume volume = Wanted("disk");
        Pod pod = PodOf("waits", "one");

        Assert.Equal(
            "Multi-Attach error for volume \"disk\" Volume is already exclusively attached to one node and can't be "
            + "attached to another",
            AttachPlan.MultiAttach(volume, pod, []));
        Assert.Equal(
            "Multi-Attach error for volume \"disk\" Volume is already used by pod(s) a, b",
            AttachPlan.MultiAttach(volume, pod, [PodOf("b", "one"), PodOf("a", "one")]));
        Assert.Equal(
            "Multi-Attach error for volume \"disk\" Volume is already used by pod(s) a and 1 pod(s) in different "
            + "namespaces",
            AttachPlan.MultiAttach(volume, pod, [PodOf("a", "one"), PodOf("secret", "two")]));
        Assert.Equal(
            "Multi-Attach error for volume \"disk\" Volume is already used by 2 pod(s) in different namespaces",
            AttachPlan.MultiAttach(volume, pod, [PodOf("a", "two"), PodOf("b", "three")]));
    }

    [Fact]
    public void A_driver_that_fails_or_does_not_answer_is_told_of()
    {
        VolumeAttachment failed = Attachment("disk");
        failed = failed with
        {
            Status = failed.Status with { AttachError = VolumeError.Empty with { Message = "no such disk" } },
        };
        NodeView view = View() with { Wanted = [Wanted("disk")] };

        Assert.Equal("no such disk", Assert.Single(Decide(view with { Attachments = [failed] }).Failing).Problem);
        AttachDecision patient = Decide(view with { Attachments = [Attachment("disk", seconds: 30)] });
        Assert.Empty(patient.Failing);
        Assert.Equal(TimeSpan.FromSeconds(90), patient.Next);
        Assert.Equal(
            "timed out waiting for external-attacher of example.com CSI driver to attach volume handle-disk",
            Assert.Single(Decide(view with { Attachments = [Attachment("disk", seconds: 120)] }).Failing).Problem);
    }

    [Theory]
    [InlineData("Running", false, true, false)]
    [InlineData("Running", true, true, false)]
    [InlineData("Running", true, false, true)]
    [InlineData("Succeeded", false, false, true)]
    [InlineData("Failed", false, false, true)]
    public void A_Pod_is_done(string phase, bool isDeleted, bool isRunning, bool expected)
    {
        Pod pod = PodOf("pod", "one");
        pod = pod with
        {
            Metadata = pod.Metadata with { DeletionTimestamp = isDeleted ? new Time(Now) : null },
            Status = PodStatus.Empty with
            {
                Phase = phase,
                ContainerStatuses =
                [
                    ContainerStatus.Empty with
                    {
                        Name = "c",
                        State = isRunning
                            ? ContainerState.Empty with { Running = ContainerStateRunning.Empty }
                            : ContainerState.Empty with { Terminated = ContainerStateTerminated.Empty },
                    },
                ],
            },
        };

        Assert.Equal(expected, AttachPlan.IsDone(pod));
    }

    private static AttachDecision Decide(NodeView view) => AttachPlan.For(
        view with
        {
            UniqueNames = view.Attachments.ToDictionary(
                static attachment => attachment.Metadata.Name,
                static attachment => Wanted(attachment.Spec.Source.PersistentVolumeName!).UniqueName),
        },
        Now);

    private static NodeView View(bool isReady = true, bool isOut = false, params string[] inUse) => new()
    {
        NodeName = NodeName,
        Node = new Node
        {
            Metadata = ObjectMeta.Empty with { Name = NodeName },
            Spec = NodeSpec.Empty with
            {
                Taints = isOut
                    ? [new Taint { Key = "node.kubernetes.io/out-of-service", Value = "x", Effect = "NoExecute" }] : [],
            },
            Status = NodeStatus.Empty with
            {
                VolumesInUse = inUse,
                Conditions = [NodeCondition.Empty with { Type = "Ready", Status = isReady ? "True" : "Unknown" }],
            },
        },
    };

    private static AttachableVolume Wanted(string name, string mode = "ReadWriteOnce")
    {
        PersistentVolume volume = Volumes.Volume(name, accessModes: [mode]);
        return new AttachableVolume(
            volume with
            {
                Spec = volume.Spec with
                {
                    HostPath = null,
                    Csi = new CSIPersistentVolumeSource { Driver = "example.com", VolumeHandle = "handle-" + name },
                },
            },
            []);
    }

    private static VolumeAttachment Attachment(
        string name, bool attached = false, bool deleted = false, int seconds = 0)
    {
        VolumeAttachment attachment = Wanted(name).AttachmentTo(NodeName);
        return attachment with
        {
            Metadata = attachment.Metadata with
            {
                CreationTimestamp = new Time(Now.AddSeconds(-seconds)),
                DeletionTimestamp = deleted ? new Time(Now) : null,
            },
            Status = VolumeAttachmentStatus.Empty with { Attached = attached },
        };
    }

    private static Pod PodOf(string name, string namespaceName) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = name, Namespace = namespaceName },
    };
}
