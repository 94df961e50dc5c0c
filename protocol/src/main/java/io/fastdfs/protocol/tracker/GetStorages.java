package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;

/**
 * SERVER_STORAGE_CLUSTER_STAT (97). Answer: {@link StorageStats}.
 *
 * <pre>
 *  0   1  filter: 1 compare trunk server, 2 compare status, 3 both
 *  1   1  '=' keeps storages of this status, '!' those of another
 *  2   1  status
 *  3   1  1: trunk servers, 0: the others
 * </pre>
 */
public record GetStorages(int filter, int comparison, int storageStatus, boolean trunkServer) implements Request {
    private static final int BY_TRUNK_SERVER = 1;
    private static final int BY_STATUS = 2;

    public static GetStorages decode(BodyReader body) throws FdfsException {
        GetStorages request = new GetStorages(body.uint8(), body.uint8(), body.uint8(), body.int8() != 0);
        body.end();
        return request;
    }

    /** True if the answer shall hold this storage; without trunk files the trunk servers are not compared. */
    public boolean wants(StorageStats.Storage storage, boolean trunkFiles) {
        boolean same = storage.status().code == storageStatus;
        boolean byStatus = comparison == '=' ? same : comparison == '!' && !same;
        return ((filter & BY_STATUS) == 0 || byStatus)
                && (!trunkFiles || (filter & BY_TRUNK_SERVER) == 0 || storage.trunkServer() == trunkServer);
    }

    @Override
    public Command command() {
        return Command.SERVER_STORAGE_CLUSTER_STAT;
    }

    @Override
    public void encode(BodyWriter body) {
        body.int8(filter).int8(comparison).int8(storageStatus).int8(trunkServer ? 1 : 0);
    }
}
