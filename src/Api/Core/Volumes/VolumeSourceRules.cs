using Kubesharp.Api.Meta;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What each kind of volume must say. A volume has one kind; each further one is one too many.</summary>
internal static class VolumeSourceRules
{
    private const string OneKind = "may not specify more than 1 volume type";

    private static readonly string[] HostPathTypes =
    [
        "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket",
    ];

    public static void Validate(Volume volume, ObjectMeta? pod, FieldPath volumes, int index, FieldErrors errors)
    {
        var check = new Check(volume, pod, volumes.Index(index), errors);
        // In upstream's order: it decides which of two kinds is the one too many.
        check.First();
        check.Second();
        check.Last();
        if (!check.Found)
            errors.Required(check.Path, "must specify a volume type");
    }

    private struct Check(Volume volume, ObjectMeta? pod, FieldPath path, FieldErrors errors)
    {
        public readonly FieldPath Path => path;
        public bool Found { get; private set; }

        public void First()
        {
            if (volume.EmptyDir is { } scratch && Is("emptyDir") && scratch.SizeLimit is { Sign: < 0 })
            {
                errors.Forbidden(path.Child("emptyDir", "sizeLimit"),
                    "SizeLimit field must be a valid resource quantity");
            }
            if (volume.HostPath is { } host && Is("hostPath"))
                HostPath(host);
            if (volume.GitRepo is { } repository && Is("gitRepo"))
            {
                Require(repository.Repository, "gitRepo", "repository");
                NameChecks.RelativePath(repository.Directory, path.Child("gitRepo", "directory"), errors);
            }
            if (volume.GcePersistentDisk is { } disk && Is("gcePersistentDisk"))
            {
                Require(disk.PdName, "persistentDisk", "pdName");
                Partition(disk.Partition, "persistentDisk");
            }
            if (volume.AwsElasticBlockStore is { } store && Is("awsElasticBlockStore"))
            {
                Require(store.VolumeID, "awsElasticBlockStore", "volumeID");
                Partition(store.Partition, "awsElasticBlockStore");
            }
            if (volume.Secret is { } secret && Is("secret"))
            {
                Require(secret.SecretName, "secret", "secretName");
                Items(secret.DefaultMode, secret.Items, "secret");
            }
            if (volume.Nfs is { } nfs && Is("nfs"))
            {
                Require(nfs.Server, "nfs", "server");
                Require(nfs.Path, "nfs", "path");
                if (!nfs.Path.StartsWith('/'))
                    errors.Invalid(path.Child("nfs", "path"), nfs.Path, "must be an absolute path");
            }
            if (volume.Iscsi is { } iscsi && Is("iscsi"))
                IscsiRules.Validate(iscsi, volume.Name, path, errors);
            if (volume.Glusterfs is { } gluster && Is("glusterfs"))
            {
                Require(gluster.Endpoints, "glusterfs", "endpoints");
                Require(gluster.Path, "glusterfs", "path");
            }
            if (volume.Flocker is { } flocker && Is("flocker"))
                Flocker(flocker);
        }

        public void Second()
        {
            if (volume.PersistentVolumeClaim is { } claim && Is("persistentVolumeClaim"))
                Require(claim.ClaimName, "persistentVolumeClaim", "claimName");
            if (volume.Rbd is { } rbd && Is("rbd"))
            {
                RequireAny(rbd.Monitors, "rbd", "monitors");
                Require(rbd.Image, "rbd", "image");
            }
            if (volume.Cinder is { } cinder && Is("cinder"))
            {
                Require(cinder.VolumeID, "cinder", "volumeID");
                SecretName(cinder.SecretRef, "cinder");
            }
            if (volume.Cephfs is { } ceph && Is("cephFS"))
                RequireAny(ceph.Monitors, "cephfs", "monitors");
            if (volume.Quobyte is { } quobyte && Is("quobyte"))
                Quobyte(quobyte);
            // Upstream's letter is missing here too.
            if (volume.DownwardAPI is { } downward && Is("downwarAPI"))
            {
                VolumeRules.CheckMode(downward.DefaultMode, path.Child("downwardAPI"), "defaultMode", errors);
                // No index: upstream's texts lack it.
                foreach (DownwardAPIVolumeFile file in downward.Items)
                    EnvironmentRules.ValidateFile(file, path.Child("downwardAPI"), errors);
            }
            if (volume.Fc is { } channel && Is("fc"))
                FibreChannel(channel);
            if (volume.FlexVolume is { } flex && Is("flexVolume"))
                Flex(flex);
            if (volume.ConfigMap is { } map && Is("configMap"))
            {
                Require(map.Name, "configMap", "name");
                Items(map.DefaultMode, map.Items, "configMap");
            }
            if (volume.AzureFile is { } share && Is("azureFile"))
            {
                Require(share.SecretName, "azureFile", "secretName");
                Require(share.ShareName, "azureFile", "shareName");
            }
            if (volume.VsphereVolume is { } vsphere && Is("vsphereVolume"))
                Require(vsphere.VolumePath, "vsphereVolume", "volumePath");
        }

        public void Last()
        {
            if (volume.PhotonPersistentDisk is { } photon && Is("photonPersistentDisk"))
                Require(photon.PdID, "photonPersistentDisk", "pdID");
            if (volume.PortworxVolume is { } portworx && Is("portworxVolume"))
                Require(portworx.VolumeID, "portworxVolume", "volumeID");
            if (volume.AzureDisk is { } azure && Is("azureDisk"))
                AzureDisk(azure);
            if (volume.Storageos is { } storage && Is("storageos"))
                StorageOs(storage);
            if (volume.Projected is { } projected && Is("projected"))
                ProjectedVolumeRules.Validate(projected, path.Child("projected"), errors);
            if (volume.ScaleIO is { } scale && Is("scaleIO"))
            {
                Require(scale.Gateway, "scaleIO", "gateway");
                Require(scale.System, "scaleIO", "system");
                Require(scale.VolumeName, "scaleIO", "volumeName");
            }
            if (volume.Csi is { } csi && Is("csi"))
                Csi(csi);
            if (volume.Ephemeral is { } ephemeral && Is("ephemeral"))
                Ephemeral(ephemeral);
            if (volume.Image is { } image && Is("image"))
            {
                Require(image.Reference, "image", "reference");
                ContainerRules.CheckPullPolicy(image.PullPolicy, path.Child("image"), "pullPolicy", errors);
            }
        }

        private bool Is(string field)
        {
            if (Found)
                errors.Forbidden(path.Child(field), OneKind);
            bool first = !Found;
            Found = true;
            return first;
        }

        private readonly void Require(string value, string source, string field)
        {
            if (value.Length == 0)
                errors.Required(path.Child(source, field));
        }

        private readonly void RequireAny(IReadOnlyList<string> values, string source, string field)
        {
            if (values.Count == 0)
                errors.Required(path.Child(source, field));
        }

        private readonly void SecretName(LocalObjectReference? secret, string source)
        {
            if (secret is { Name.Length: 0 })
                errors.Required(path.Child(source).Child("secretRef", "name"));
        }

        private readonly void Items(int? mode, IReadOnlyList<KeyToPath> items, string source)
        {
            VolumeRules.CheckMode(mode, path.Child(source), "defaultMode", errors);
            if (items.Count > 0)
                VolumeRules.CheckItems(items, path.Child(source, "items"), errors);
        }

        private readonly void Partition(int partition, string source)
        {
            if (partition is < 0 or > 255)
            {
                errors.Invalid(path.Child(source, "partition"), partition,
                    "must be between 1 and 255, inclusive");
            }
        }

        private readonly void HostPath(HostPathVolumeSource source)
        {
            if (source.Path.Length == 0)
            {
                errors.Required(path.Child("hostPath", "path"));
                return;
            }
            NameChecks.NoBacksteps(source.Path, path.Child("hostPath", "path"), errors);
            if (source.Type is { Length: > 0 } type && !HostPathTypes.Contains(type))
                errors.NotSupported(path.Child("hostPath", "type"), type, HostPathTypes);
        }

        private readonly void Csi(CSIVolumeSource source)
        {
            FieldPath at = path.Child("csi");
            if (source.Driver.Length == 0)
            {
                errors.Required(at.Child("driver"));
            }
            else
            {
                if (source.Driver.Length > NameRules.LabelMax)
                    errors.TooLong(at.Child("driver"), NameRules.LabelMax);
                Complaints complaints = default;
                NameRules.CheckSubdomain(source.Driver.ToLowerInvariant(), ref complaints);
                complaints.Report(at.Child("driver"), source.Driver, errors);
            }
            if (source.NodePublishSecretRef is not { } secret)
                return;
            if (secret.Name.Length == 0)
                errors.Required(at.Child("nodePublishSecretRef", "name"));
            else
                NameChecks.Subdomain(secret.Name, at.Child("name"), errors);
        }

        private readonly void Ephemeral(EphemeralVolumeSource source)
        {
            if (source.VolumeClaimTemplate is { } template)
                ClaimTemplateRules.Validate(template, path.Child("ephemeral", "volumeClaimTemplate"), errors);
            else
                errors.Required(path.Child("ephemeral", "volumeClaimTemplate"));
            if (pod is not { Name.Length: > 0 } || volume.Name.Length == 0)
                return;
            string name = $"{pod.Name}-{volume.Name}";
            Complaints complaints = default;
            NameRules.CheckSubdomain(name, ref complaints);
            foreach (string text in complaints.Texts)
                errors.Invalid(path.Child("name"), volume.Name, $"PVC name {FieldErrors.Quote(name)}: {text}");
        }

        private readonly void AzureDisk(AzureDiskVolumeSource source)
        {
            FieldPath at = path.Child("azureDisk");
            Require(source.DiskName, "azureDisk", "diskName");
            Require(source.DiskURI, "azureDisk", "diskURI");
            if (source.CachingMode is not (null or "None" or "ReadOnly" or "ReadWrite"))
                errors.NotSupported(at.Child("cachingMode"), source.CachingMode, "None", "ReadOnly", "ReadWrite");
            if (source.Kind is not (null or "Shared" or "Dedicated" or "Managed"))
                errors.NotSupported(at.Child("kind"), source.Kind, "Dedicated", "Managed", "Shared");
            if (source.Kind == "Managed" && !source.DiskURI.StartsWith("/subscriptions/", StringComparison.Ordinal))
            {
                errors.NotSupported(at.Child("diskURI"), source.DiskURI,
                    "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}");
            }
            if (source.Kind is not (null or "Managed")
                && !source.DiskURI.StartsWith("https://", StringComparison.Ordinal))
            {
                errors.NotSupported(at.Child("diskURI"), source.DiskURI,
                    "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd");
            }
        }

        private readonly void Flocker(FlockerVolumeSource source)
        {
            FieldPath at = path.Child("flocker");
            if (source.DatasetName.Length == 0 && source.DatasetUUID.Length == 0)
                errors.Required(at, "one of datasetName and datasetUUID is required");
            if (source.DatasetName.Length > 0 && source.DatasetUUID.Length > 0)
                errors.Invalid(at, "resource", "datasetName and datasetUUID can not be specified simultaneously");
            if (source.DatasetName.Contains('/', StringComparison.Ordinal))
                errors.Invalid(at.Child("datasetName"), source.DatasetName, "must not contain '/'");
        }

        private readonly void Quobyte(QuobyteVolumeSource source)
        {
            const string Pairs = "must be a host:port pair or multiple pairs separated by commas";
            FieldPath at = path.Child("quobyte");
            if (source.Registry.Length == 0)
            {
                errors.Required(at.Child("registry"), Pairs);
            }
            else if (source.Tenant.Length >= 65)
            {
                errors.Required(at.Child("tenant"), "must be a UUID and may not exceed a length of 64 characters");
            }
            else
            {
                foreach (string pair in source.Registry.Split(','))
                {
                    if (!IsHostAndPort(pair))
                        errors.Invalid(at.Child("registry"), source.Registry, Pairs);
                }
            }
            Require(source.Volume, "quobyte", "volume");
        }

        // Either may be empty; an IPv6 address needs brackets.
        private static bool IsHostAndPort(string pair)
        {
            int colon = pair.LastIndexOf(':');
            if (colon < 0)
                return false;
            string host = pair[..colon];
            return host.StartsWith('[')
                ? host.EndsWith(']')
                : !host.Contains(':', StringComparison.Ordinal) && host.IndexOfAny(['[', ']']) < 0;
        }

        private readonly void FibreChannel(FCVolumeSource source)
        {
            FieldPath at = path.Child("fc");
            if (source.TargetWWNs.Count == 0 && source.Wwids.Count == 0)
                errors.Required(at.Child("targetWWNs"), "must specify either targetWWNs or wwids, but not both");
            if (source.TargetWWNs.Count > 0 && source.Wwids.Count > 0)
            {
                errors.InvalidShown(at.Child("targetWWNs"), Show(source.TargetWWNs),
                    "targetWWNs and wwids can not be specified simultaneously");
            }
            if (source.TargetWWNs.Count == 0)
                return;
            if (source.Lun is not { } lun)
                errors.Required(at.Child("lun"), "lun is required if targetWWNs is specified");
            else if (lun is < 0 or > 255)
                errors.Invalid(at.Child("lun"), lun, "must be between 0 and 255, inclusive");
        }

        private readonly void Flex(FlexVolumeSource source)
        {
            Require(source.Driver, "flexVolume", "driver");
            foreach (string key in source.Options.Keys)
            {
                string space = "." + key.Split('/', 2)[0].ToLowerInvariant();
                if (space.EndsWith(".kubernetes.io", StringComparison.Ordinal)
                    || space.EndsWith(".k8s.io", StringComparison.Ordinal))
                {
                    errors.Invalid(path.Child("flexVolume", "options").Key(key), key,
                        "kubernetes.io and k8s.io namespaces are reserved");
                }
            }
        }

        private readonly void StorageOs(StorageOSVolumeSource source)
        {
            FieldPath at = path.Child("storageos");
            if (source.VolumeName.Length == 0)
                errors.Required(at.Child("volumeName"));
            else
                NameChecks.Label(source.VolumeName, at.Child("volumeName"), errors);
            if (source.VolumeNamespace.Length > 0)
                NameChecks.Label(source.VolumeNamespace, at.Child("volumeNamespace"), errors);
            SecretName(source.SecretRef, "storageos");
        }

        private static string Show(IReadOnlyList<string> values) =>
            $"[{string.Join(',', values.Select(FieldErrors.Quote))}]";
    }
}
