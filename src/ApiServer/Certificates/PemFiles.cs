using System.Security.Cryptography;

namespace Kubesharp.ApiServer.Certificates;

/// <summary>NAME.crt and NAME.key in one directory; keys are readable by their owner only.</summary>
internal static class PemFiles
{
    public static CertificateAndKey? Read(string directory, string name)
    {
        string certificate = Path.Combine(directory, name + ".crt"), key = Path.Combine(directory, name + ".key");
        return File.Exists(certificate) && File.Exists(key)
            ? new(File.ReadAllText(certificate), File.ReadAllText(key))
            : null;
    }

    /// <summary>The key first, so that a crash leaves no pair that differs.</summary>
    public static void Write(string directory, string name, CertificateAndKey pem)
    {
        string certificate = Path.Combine(directory, name + ".crt");
        File.Delete(certificate);
        WriteSecret(Path.Combine(directory, name + ".key"), pem.KeyPem);
        Replace(certificate, pem.CertificatePem, secret: false);
    }

    public static void WriteSecret(string path, string text) => Replace(path, text, secret: true);

    // A new file under another name that then takes the place of the old one: readers see the one or the other.
    private static void Replace(string path, string text, bool secret)
    {
        string next = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (secret && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (StreamWriter writer = new(next, options))
            writer.Write(text);
        File.Move(next, path, overwrite: true);
    }
}
