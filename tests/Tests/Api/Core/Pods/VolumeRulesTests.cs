using Xunit;

namespace Kubesharp.Tests.Api.Core.Pods;

/// <summary>E028: what each kind of volume must say. One row, one rule.</summary>
public sealed class VolumeRulesTests
{
    private const string V = "spec.volumes[0]";

    [Theory]
    [InlineData("name: ''", V + ".name: Required value")]
    [InlineData("emptyDir: {sizeLimit: -1}",
        V + ".emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity")]
    [InlineData("hostPath: {path: ''}", V + ".hostPath.path: Required value")]
    [InlineData("hostPath: {path: /a/../b}", V + ".hostPath.path: Invalid value: \"/a/../b\": must not contain '..'")]
    [InlineData("hostPath: {path: /a, type: Pipe}",
        V + ".hostPath.type: Unsupported value: \"Pipe\": supported values: "
        + "\"\", \"BlockDevice\", \"CharDevice\", \"Directory\", \"DirectoryOrCreate\", \"File\", \"FileOrCreate\", "
        + "\"Socket\"")]
    [InlineData("gitRepo: {directory: /x}", "[" + V + ".gitRepo.repository: Required value, "
        + V + ".gitRepo.directory: Invalid value: \"/x\": must be a relative path]")]
    [InlineData("secret: {}", V + ".secret.secretName: Required value")]
    [InlineData("secret: {secretName: s, defaultMode: 512}", V + ".secret.defaultMode: Invalid value: 512: must be a "
        + "number between 0 and 0777 (octal), both inclusive")]
    [InlineData("secret: {secretName: s, items: [{key: k, path: ..x}]}",
        V + ".secret.items[0].path: Invalid value: \"..x\": must not start with '..'")]
    [InlineData("configMap: {}", V + ".configMap.name: Required value")]
    [InlineData("configMap: {name: m, items: [{path: p}]}", V + ".configMap.items[0].key: Required value")]
    [InlineData("persistentVolumeClaim: {claimName: ''}", V + ".persistentVolumeClaim.claimName: Required value")]
    [InlineData("downwardAPI: {items: [{path: x}]}",
        V + ".downwardAPI: Required value: one of fieldRef and resourceFieldRef is required")]
    [InlineData("downwardAPI: {items: [{path: x, resourceFieldRef: {resource: limits.cpu}}]}",
        V + ".downwardAPI.resourceFieldRef.containerName: Required value")]
    [InlineData("nfs: {server: s, path: x}", V + ".nfs.path: Invalid value: \"x\": must be an absolute path")]
    [InlineData("iscsi: {targetPortal: p, iqn: x, lun: 1}",
        V + ".iscsi.iqn: Invalid value: \"x\": must be valid format starting with iqn, eui, or naa")]
    [InlineData("iscsi: {targetPortal: p, iqn: 'iqn.2015-02.example.com:test', lun: 256}",
        V + ".iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive")]
    [InlineData("glusterfs: {path: p, endpoints: ''}", V + ".glusterfs.endpoints: Required value")]
    [InlineData("flocker: {}", V + ".flocker: Required value: one of datasetName and datasetUUID is required")]
    [InlineData("rbd: {monitors: [], image: i}", V + ".rbd.monitors: Required value")]
    [InlineData("cinder: {volumeID: ''}", V + ".cinder.volumeID: Required value")]
    [InlineData("cephfs: {monitors: []}", V + ".cephfs.monitors: Required value")]
    [InlineData("quobyte: {registry: r, volume: v}", V + ".quobyte.registry: Invalid value: \"r\": must be a host:port "
        + "pair or multiple pairs separated by commas")]
    [InlineData("fc: {}", V + ".fc.targetWWNs: Required value: must specify either targetWWNs or wwids, but not both")]
    [InlineData("fc: {targetWWNs: [a]}", V + ".fc.lun: Required value: lun is required if targetWWNs is specified")]
    [InlineData("flexVolume: {driver: d, options: {kubernetes.io/x: z}}", V + ".flexVolume.options[kubernetes.io/x]: "
        + "Invalid value: \"kubernetes.io/x\": kubernetes.io and k8s.io namespaces are reserved")]
    [InlineData("azureFile: {secretName: s, shareName: ''}", V + ".azureFile.shareName: Required value")]
    [InlineData("azureDisk: {diskName: d, diskURI: x, kind: Managed}",
        V + ".azureDisk.diskURI: Unsupported value: \"x\": "
        + "supported values: \"/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/"
        + "{disk-id}\"")]
    [InlineData("vsphereVolume: {volumePath: ''}", V + ".vsphereVolume.volumePath: Required value")]
    [InlineData("photonPersistentDisk: {pdID: ''}", V + ".photonPersistentDisk.pdID: Required value")]
    [InlineData("portworxVolume: {volumeID: ''}", V + ".portworxVolume.volumeID: Required value")]
    [InlineData("gcePersistentDisk: {pdName: d, partition: 256}",
        V + ".persistentDisk.partition: Invalid value: 256: must be between 1 and 255, inclusive")]
    [InlineData("awsElasticBlockStore: {volumeID: ''}", V + ".awsElasticBlockStore.volumeID: Required value")]
    [InlineData("storageos: {}", V + ".storageos.volumeName: Required value")]
    [InlineData("scaleIO: {gateway: g, system: s, volumeName: ''}", V + ".scaleIO.volumeName: Required value")]
    [InlineData("csi: {driver: ''}", V + ".csi.driver: Required value")]
    [InlineData("csi: {driver: d, nodePublishSecretRef: {}}", V + ".csi.nodePublishSecretRef.name: Required value")]
    [InlineData("ephemeral: {}", V + ".ephemeral.volumeClaimTemplate: Required value")]
    [InlineData("ephemeral: {volumeClaimTemplate: {metadata: {name: n1}, spec: {resources: {requests: {storage: 1}}}}}",
        "[" + V + ".ephemeral.volumeClaimTemplate.metadata.name: Forbidden: cannot be set, "
        + V + ".ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required]")]
    [InlineData("image: {}", V + ".image.reference: Required value")]
    [InlineData("image: {reference: r, pullPolicy: Now}",
        V + ".image.pullPolicy: Unsupported value: \"Now\": supported "
        + "values: \"Always\", \"IfNotPresent\", \"Never\"")]
    [InlineData("emptyDir: {}, nfs: {server: s, path: /p}",
        V + ".nfs: Forbidden: may not specify more than 1 volume type")]
    [InlineData("configMap: {name: m}, nfs: {server: s, path: /p}",
        V + ".configMap: Forbidden: may not specify more than 1 volume type")]
    public void AVolumeSaysWhatItsKindNeeds(string source, string expected)
    {
        string volume = source.StartsWith("name:", StringComparison.Ordinal) ? source : $"name: v, {source}";
        Assert.Equal(expected, PodRow.Errors($"volumes: [{{{volume}}}]"));
    }

    [Theory]
    [InlineData("secret: {items: [{key: k, path: p}]}", ".sources[0].secret.name: Required value")]
    [InlineData("configMap: {name: m, items: [{key: k, path: p}, {key: l, path: p}]}",
        ": Invalid value: \"m\": conflicting duplicate paths")]
    [InlineData("serviceAccountToken: {path: t, expirationSeconds: 599}", ".sources[0].serviceAccountToken."
        + "expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes")]
    [InlineData("serviceAccountToken: {path: ../t}", ".path: Invalid value: \"../t\": must not contain '..'")]
    [InlineData("clusterTrustBundle: {path: p}",
        ".sources[0].clusterTrustBundle: Required value: either name or signerName must be specified")]
    [InlineData("clusterTrustBundle: {path: p, signerName: x}",
        ".sources[0].clusterTrustBundle.signerName: Invalid value: "
        + "\"x\": must be a fully qualified domain and path of the form 'example.com/signer-name'")]
    [InlineData("podCertificate: {signerName: a.io/s, keyType: RSA1, keyPath: k}",
        ".sources[0].podCertificate.keyType: "
        + "Unsupported value: \"RSA1\": supported values: \"RSA3072\", \"RSA4096\", \"ECDSAP256\", \"ECDSAP384\", "
        + "\"ECDSAP521\", \"ED25519\"")]
    [InlineData("podCertificate: {signerName: a.io/s, keyType: ED25519}", ".sources[0].podCertificate: Required value: "
        + "specify at least one of credentialBundlePath, keyPath, and certificateChainPath")]
    [InlineData("podCertificate: {signerName: kubernetes.io/s, keyType: ED25519, keyPath: k, maxExpirationSeconds: "
        + "86401}",
        ".sources[0].podCertificate.maxExpirationSeconds: Invalid value: 86401: if provided, maxExpirationSeconds must "
            + "be "
        + "<= 86400")]
    [InlineData("secret: {name: s}, configMap: {name: m}",
        ".sources[0]: Forbidden: may not specify more than 1 volume type per source")]
    public void AProjectionHasNoFileTwice(string source, string expected) => Assert.Equal(
        $"{V}.projected{expected}",
        PodRow.Errors($"serviceAccountName: sa, volumes: [{{name: v, projected: {{sources: [{{{source}}}]}}}}]"));

    [Theory]
    [InlineData("volumes: [{name: v}, {name: v}]", "spec.volumes[1].name: Duplicate value: \"v\"")]
    [InlineData("volumes: [{name: v, projected: {sources: [{serviceAccountToken: {path: t}}]}}]", "spec.volumes[0]."
        + "projected.sources[0].serviceAccountToken: Forbidden: must not be specified when serviceAccountName is not "
        + "set")]
    [InlineData("volumes: [{name: e, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: "
        + "{requests: {storage: 1}}}}}}, {name: c, persistentVolumeClaim: {claimName: p-e}}]", "spec.volumes[1]."
        + "persistentVolumeClaim.claimName: Invalid value: \"p-e\": must not reference a PVC that gets created for an "
        + "ephemeral volume")]
    public void VolumesGoTogether(string spec, string expected) => Assert.Equal(expected, PodRow.Errors(spec));
}
