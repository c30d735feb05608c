using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Storage;

namespace Kubesharp.Tests.Controllers.PersistentVolumes;

/// <summary>Claims, volumes and classes as tests need them.</summary>
internal static class Volumes
{
    public static PersistentVolumeClaim Claim(
        string name, string size = "1Gi", string? className = "", string volume = "", bool bound = false,
        string phase = "Pending") => new()
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = name,
                Namespace = "default",
                Uid = "uid-" + name,
                Annotations = bound ? Annotations((ClaimBinding.BindCompleted, "yes")) : ObjectMeta.Empty.Annotations,
            },
            Spec = PersistentVolumeClaimSpec.Empty with
            {
                AccessModes = ["ReadWriteOnce"],
                StorageClassName = className,
                VolumeName = volume,
                Resources = VolumeResourceRequirements.Empty with
                {
                    Requests = new Dictionary<string, Quantity> { ["storage"] = Quantity.Parse(size) },
                },
            },
            Status = PersistentVolumeClaimStatus.Empty with { Phase = phase },
        };

    public static PersistentVolume Volume(
        string name, string size = "1Gi", string className = "", PersistentVolumeClaim? claim = null,
        string phase = "Available", string policy = "Retain", params string[] accessModes) => new()
        {
            Metadata = ObjectMeta.Empty with { Name = name },
            Spec = PersistentVolumeSpec.Empty with
            {
                AccessModes = accessModes.Length > 0 ? accessModes : ["ReadWriteOnce"],
                Capacity = new Dictionary<string, Quantity> { ["storage"] = Quantity.Parse(size) },
                StorageClassName = className,
                PersistentVolumeReclaimPolicy = policy,
                HostPath = new HostPathVolumeSource { Path = "/data/" + name, Type = "" },
                ClaimRef = claim is null ? null : ObjectReference.Empty with
                {
                    Kind = "PersistentVolumeClaim",
                    Namespace = claim.Metadata.Namespace,
                    Name = claim.Metadata.Name,
                    Uid = claim.Metadata.Uid,
                },
            },
            Status = PersistentVolumeStatus.Empty with { Phase = phase },
        };

    public static StorageClass Class(
        string name, string provisioner = "example.com/disk", bool delayed = false, bool isDefault = false,
        string policy = "Delete") => new()
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = name,
                Annotations = isDefault
                    ? Annotations(("storageclass.kubernetes.io/is-default-class", "true"))
                    : ObjectMeta.Empty.Annotations,
            },
            Provisioner = provisioner,
            ReclaimPolicy = policy,
            VolumeBindingMode = delayed ? "WaitForFirstConsumer" : "Immediate",
        };

    public static T Annotated<T>(T value, string name, string text)
        where T : ApiObject =>
        (T)(ApiObject)(value with
        {
            Metadata = value.Metadata with
            {
                Annotations = ClaimBinding.With(value.Metadata.Annotations, (name, text)),
            },
        });

    private static Dictionary<string, string> Annotations(params (string Name, string Value)[] all) =>
        all.ToDictionary(static pair => pair.Name, static pair => pair.Value);
}
