using System.Text;
using Google.Protobuf.Collections;
using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;
using Kubesharp.Client;
using Kubesharp.Kubelet.Volumes.Csi.Wire;
using Kubesharp.Linux.Mounts;
using TokenRequest = Kubesharp.Api.Storage.TokenRequest;

namespace Kubesharp.Kubelet.Volumes.Csi;

/// <summary>
/// The steps by which a driver's volume comes to a Pod and goes from it. Each may be repeated: what it has done is on
/// the disk.
/// </summary>
/// <remarks>Stateless. Steps of one volume must not run side by side; its caller sees to that.</remarks>
internal sealed class CsiMounter(
    string nodeName, CsiPaths paths, CsiDrivers drivers, ApiClient client, ServiceAccountTokens tokens)
{
    private const string Log = "kubernetes.io/csi: ";
    private const UnixFileMode FolderMode = (UnixFileMode)0b111_101_000;

    /// <summary>Prepares the volume on this node for all Pods that use it.</summary>
    /// <exception cref="MountException">Says why not.</exception>
    public async Task StageAsync(
        CsiVolume volume, Pod pod, IReadOnlyDictionary<string, string> publishContext,
        CancellationToken cancellationToken)
    {
        string step = volume.IsBlock ? "MapVolume.SetUpDevice" : "MountVolume.MountDevice";
        if (drivers.Find(volume.Driver) is not { } driver)
        {
            throw new MountException(
                step, volume.Name,
                $"{Log}attacher.MountDevice failed to create newCsiDriverClient: {CsiDrivers.Missing(volume.Driver)}");
        }
        string record = paths.StagingRecord(volume);
        string target = paths.StagingTarget(record);
        try
        {
            CsiCapabilities capabilities = await driver.CapabilitiesAsync(cancellationToken);
            NodeStageVolumeRequest request = new()
            {
                VolumeId = volume.Handle,
                StagingTargetPath = target,
                VolumeCapability =
                    CsiRequests.CapabilityOf(volume, capabilities, pod.Spec.SecurityContext?.FsGroup),
            };
            await AddSecretsAsync(request.Secrets, volume.StageSecret, "NodeStageSecretRef", cancellationToken);
            Directory.CreateDirectory(target, FolderMode);
            // Kept also when the driver does not stage: it tells that the volume is in use here.
            new CsiVolumeRecord
            {
                Driver = volume.Driver, Handle = volume.Handle, Name = volume.IsBlock ? volume.Name : "",
                NodeName = volume.IsBlock ? nodeName : "",
            }.Write(record);
            if (!capabilities.Stage)
                return;
            request.PublishContext.Add(publishContext.ToDictionary());
            request.VolumeContext.Add(volume.Attributes.ToDictionary());
            await driver.StageAsync(request, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (exception is CsiException { IsFinal: true })
                RemoveStaged(record);
            throw new MountException(step, volume.Name, exception.Message);
        }
    }

    /// <summary>Shows the volume to the Pod.</summary>
    /// <param name="isAgain">The Pod has it already: whatever comes, it stays.</param>
    /// <exception cref="MountException">Says why not.</exception>
    public async Task PublishAsync(
        CsiVolume volume, Pod pod, CSIDriver? driverObject, IReadOnlyDictionary<string, string> publishContext,
        bool isAgain, CancellationToken cancellationToken)
    {
        string step = volume.IsBlock ? "MapVolume.MapPodDevice" : "MountVolume.SetUp";
        if (drivers.Find(volume.Driver) is not { } driver)
        {
            throw new MountException(
                step, volume.Name,
                $"{Log}mounter.SetUpAt failed to get CSI client: {CsiDrivers.Missing(volume.Driver)}");
        }
        string uid = pod.Metadata.Uid;
        string inPod = paths.InPod(uid, volume);
        string target = paths.Target(uid, volume);
        long? group = pod.Spec.SecurityContext?.FsGroup;
        try
        {
            CsiCapabilities capabilities = await driver.CapabilitiesAsync(cancellationToken);
            NodePublishVolumeRequest request = new()
            {
                VolumeId = volume.Handle,
                TargetPath = target,
                Readonly = volume.IsReadOnly,
                VolumeCapability = CsiRequests.CapabilityOf(volume, capabilities, group),
            };
            if (capabilities.Stage && !volume.IsEphemeral)
                request.StagingTargetPath = paths.StagingTarget(paths.StagingRecord(volume));
            await AddSecretsAsync(request.Secrets, volume.PublishSecret, "NodePublishSecretRef", cancellationToken);
            request.PublishContext.Add(publishContext.ToDictionary());
            request.VolumeContext.Add(CsiRequests.ContextOf(volume, pod, driverObject));
            await AddTokensAsync(request, pod, driverObject, cancellationToken);
            Remember(volume, inPod, target);
            await driver.PublishAsync(request, cancellationToken);
            if (!isAgain && !capabilities.MountGroup && group is not null && volume.IsOwnedByGroup(driverObject))
                VolumeOwnership.Apply(target, pod.Spec.SecurityContext);
        }
        catch (SetupException exception)
        {
            throw new MountException(step, volume.Name, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!isAgain && exception is CsiException { IsFinal: true })
                RemovePublished(inPod, target);
            throw new MountException(step, volume.Name, exception.Message);
        }
    }

    /// <summary>Takes the volume from the Pod.</summary>
    /// <exception cref="IOException">The driver refused or is not there. To be tried again.</exception>
    public async Task UnpublishAsync(
        CsiVolumeRecord record, string inPod, string target, CancellationToken cancellationToken)
    {
        await drivers.Get(record.Driver).UnpublishAsync(record.Handle, target, cancellationToken);
        RemovePublished(inPod, target);
    }

    /// <summary>Takes the volume from this node.</summary>
    /// <param name="folder">Of its record.</param>
    /// <exception cref="IOException">The driver refused or is not there. To be tried again.</exception>
    public async Task UnstageAsync(CsiVolumeRecord record, string folder, CancellationToken cancellationToken)
    {
        CsiDriver driver = drivers.Get(record.Driver);
        if ((await driver.CapabilitiesAsync(cancellationToken)).Stage)
            await driver.UnstageAsync(record.Handle, paths.StagingTarget(folder), cancellationToken);
        RemoveStaged(folder);
    }

    // What teardown needs is written before the driver does anything.
    private void Remember(CsiVolume volume, string inPod, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!, FolderMode);
        if (volume.IsBlock)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(inPod)!, FolderMode);
            if (new FileInfo(inPod).LinkTarget is null)
                File.CreateSymbolicLink(inPod, target);
            return;
        }
        new CsiVolumeRecord
        {
            Driver = volume.Driver,
            Handle = volume.Handle,
            Name = volume.Name,
            NodeName = nodeName,
            AttachmentId = CsiVolume.AttachmentName(volume.Driver, volume.Handle, nodeName),
            LifecycleMode = volume.LifecycleMode,
        }.Write(inPod);
    }

    private async Task AddSecretsAsync(
        MapField<string, string> secrets, SecretReference? reference, string noun,
        CancellationToken cancellationToken)
    {
        if (reference is null)
            return;
        ApiResult<Secret> found =
            await client.GetAsync<Secret>(new(reference.Namespace, reference.Name), cancellationToken);
        if (found.Value is not { } secret)
        {
            throw new IOException(
                $"fetching {noun} {reference.Namespace}/{reference.Name} failed: {Log}failed to find the secret "
                + $"{reference.Name} in the namespace {reference.Namespace} with error: {found.Error?.Message}");
        }
        foreach ((string key, Bytes value) in secret.Data)
            secrets[key] = Encoding.UTF8.GetString(value.Span);
    }

    private async Task AddTokensAsync(
        NodePublishVolumeRequest request, Pod pod, CSIDriver? driver, CancellationToken cancellationToken)
    {
        if (driver is null || driver.Spec.TokenRequests.Count == 0)
            return;
        Dictionary<string, TokenRequestStatus> granted = new(StringComparer.Ordinal);
        foreach (TokenRequest wanted in driver.Spec.TokenRequests)
        {
            granted[wanted.Audience] = await tokens.GetStatusAsync(
                pod, wanted.Audience, wanted.ExpirationSeconds, cancellationToken);
        }
        MapField<string, string> place =
            driver.Spec.ServiceAccountTokenInSecrets == true ? request.Secrets : request.VolumeContext;
        place[CsiRequests.TokensKey] = CsiRequests.TokensText(granted);
    }

    // Only what is empty is removed: what a driver has left mounted there is not ours to empty.
    private static void RemovePublished(string inPod, string target)
    {
        RemoveTarget(target);
        if (new FileInfo(inPod).LinkTarget is not null)
        {
            File.Delete(inPod);
            string folder = Path.GetDirectoryName(target)!;
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
            return;
        }
        File.Delete(Path.Combine(inPod, CsiVolumeRecord.FileName));
        if (Directory.Exists(inPod))
            Directory.Delete(inPod);
    }

    private void RemoveStaged(string record)
    {
        string target = paths.StagingTarget(record);
        RemoveTarget(target);
        File.Delete(Path.Combine(record, CsiVolumeRecord.FileName));
        if (Directory.Exists(record))
            Directory.Delete(record);
        // The folder of a block device's record lies in one of its own.
        if (paths.IsOfDevice(record) && Path.GetDirectoryName(record) is { } own && Directory.Exists(own))
            Directory.Delete(own);
    }

    private static void RemoveTarget(string target)
    {
        if (MountTable.IsMounted(target))
            throw new IOException($"{target} is still mounted");
        if (Directory.Exists(target))
            Directory.Delete(target);
        else
            File.Delete(target);
    }
}
