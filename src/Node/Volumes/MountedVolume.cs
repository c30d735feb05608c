namespace Kubesharp.Kubelet.Volumes;

/// <summary>Where a volume of a Pod lies on this machine.</summary>
/// <param name="Path">A folder, a file, or with <paramref name="IsDevice"/> a block device.</param>
/// <param name="IsReadOnly">For every container, whatever its mount says.</param>
internal sealed record MountedVolume(string Path, bool IsReadOnly = false, bool IsDevice = false);
